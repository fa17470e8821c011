package io.fluxgossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** A subscriber of changes sees each key as it is, at its own pace, and nothing is lost. */
class ChangesTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void aSubscriberGetsWhatIsThereThenAMarkerThenWhatChanges() {
        GossipNode node = TestNodes.start(Schedulers.boundedElastic());
        Topic<String, String> topic = node.topic(TestNodes.SPEC);
        topic.put("a", "1").block(LIMIT);
        StepVerifier.create(topic.changes())
                .expectNextMatches(change -> change instanceof Change.Put<String, String> put
                        && put.value().equals("1")
                        && put.previous() == null
                        && put.version().origin().equals(node.id()))
                .expectNext(new Change.CaughtUp<>())
                .then(() -> topic.put("a", "2").block(LIMIT))
                .expectNextMatches(change -> change instanceof Change.Put<String, String> put
                        && put.value().equals("2")
                        && "1".equals(put.previous()))
                .then(() -> topic.remove("unseen").block(LIMIT))
                .then(() -> topic.remove("a").block(LIMIT))
                .expectNextMatches(change -> change instanceof Change.Removed<String, String> removed
                        && removed.key().equals("a")
                        && removed.previous().equals("2"))
                .then(node::dispose)
                .expectComplete()
                .verify(LIMIT);
    }

    /** Every interleaving of writes, demand and delivery that a seed draws, also writes from within onNext. */
    @Test
    void subscribingWhileWritesGoOnNeverMissesAndNeverRepeats() {
        String replay = System.getProperty("gossip.seed", "");
        long first = replay.isEmpty() ? System.nanoTime() : Long.parseLong(replay);
        System.err.println("changes: seeds from " + first);
        LongStream.range(first, first + (replay.isEmpty() ? 10_000 : 1))
                .parallel()
                .forEach(seed -> {
                    try {
                        new Interleaving(seed).run();
                    } catch (AssertionError | RuntimeException failure) {
                        throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
                    }
                });
    }

    private static final class Interleaving {
        private final SplittableRandom random;
        private final SteppedScheduler delivery = new SteppedScheduler();
        private final GossipNode node = TestNodes.start(delivery);
        private final Topic<String, String> topic = node.topic(TestNodes.SPEC);
        private final List<Watcher> watchers = new ArrayList<>();
        private int writes;

        Interleaving(long seed) {
            random = new SplittableRandom(seed);
        }

        private final class Watcher extends BaseSubscriber<Change<String, String>> {
            final ViewOfChanges view = new ViewOfChanges();

            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                if (random.nextBoolean()) {
                    request(random.nextInt(1, 4));
                }
            }

            @Override
            protected void hookOnNext(Change<String, String> change) {
                view.accept(change);
                if (random.nextInt(4) == 0) {
                    write();
                }
            }
        }

        void run() {
            int steps = random.nextInt(5, 60);
            for (int i = 0; i < steps; i++) {
                act(random.nextInt(10));
            }
            watchers.forEach(watcher -> watcher.requestUnbounded());
            delivery.runAll();
            Map<String, String> state = new HashMap<>();
            for (int key = 0; key < 6; key++) {
                String value = topic.get("k" + key);
                if (value != null) {
                    state.put("k" + key, value);
                }
            }
            for (Watcher watcher : watchers) {
                assertThat(watcher.view.caughtUp).isTrue();
                assertThat(watcher.view.state).isEqualTo(state);
            }
        }

        private void act(int dice) {
            if (dice < 4) {
                write();
            } else if (dice < 7) {
                delivery.step();
            } else if (dice < 8 && watchers.size() < 4) {
                Watcher watcher = new Watcher();
                watchers.add(watcher);
                topic.changes().subscribe(watcher);
            } else if (!watchers.isEmpty()) {
                watchers.get(random.nextInt(watchers.size())).request(random.nextInt(1, 5));
            }
        }

        private void write() {
            String key = "k" + random.nextInt(6);
            if (random.nextInt(3) == 0) {
                topic.remove(key).subscribe();
            } else {
                topic.put(key, "v" + writes++).subscribe();
            }
        }
    }

    @Test
    void aSlowAThrowingAndABlockingSubscriberHurtThemselvesAlone() throws Exception {
        GossipNode node = TestNodes.start(Schedulers.boundedElastic());
        Topic<String, String> topic = node.topic(TestNodes.SPEC);
        int keys = 100;
        int puts = 100_000;

        Collector unbounded = new Collector(Long.MAX_VALUE, keys, "last");
        topic.changes().subscribe(unbounded);

        Collector slow = new Collector(1, keys, "last");
        topic.changes().subscribe(slow);
        Flux<Long> perSecond = Flux.interval(Duration.ofSeconds(1));
        perSecond.takeUntilOther(slow.done()).subscribe(tick -> slow.request(1));

        topic.changes().subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnNext(Change<String, String> change) {
                throw new IllegalStateException("this subscriber throws on purpose");
            }
        });

        CountDownLatch release = new CountDownLatch(1);
        Scheduler own = Schedulers.newBoundedElastic(1, 1_000, "own");
        Collector blocked = new Collector(Long.MAX_VALUE, keys, "last");
        topic.changes().publishOn(own).doOnNext(change -> await(release)).subscribe(blocked);

        for (int i = 0; i < puts; i++) {
            topic.put("k" + i % keys, i >= puts - keys ? "last" : "v" + i).block(LIMIT);
        }

        unbounded.awaitLast();
        assertThat(slow.pending()).as("keys that the slow one holds").isLessThanOrEqualTo(keys);
        slow.request(keys + 1);
        slow.awaitLast();
        release.countDown();
        blocked.awaitLast();
        own.dispose();
        node.dispose();
    }

    /** One wake-up per subscriber is all that writes cost it, however many they are and whether or not it is served. */
    @Test
    void writesGoOnWhenNoSubscriberIsEverServed() {
        SteppedScheduler delivery = new SteppedScheduler();
        GossipNode node = TestNodes.start(delivery);
        Topic<String, String> topic = node.topic(TestNodes.SPEC);
        List<BaseSubscriber<Change<String, String>>> watchers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            BaseSubscriber<Change<String, String>> watcher = new BaseSubscriber<>() {};
            watchers.add(watcher);
            topic.changes().subscribe(watcher);
        }
        for (int i = 0; i < 10_000; i++) {
            topic.put("k" + i % 100, "v" + i).block(LIMIT);
        }
        assertThat(delivery.waiting()).isEqualTo(watchers.size());
        assertThat(topic.get("k99")).isEqualTo("v9999");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until every key has its last value. */
    private static final class Collector extends BaseSubscriber<Change<String, String>> {
        private final ViewOfChanges view = new ViewOfChanges();
        private final CountDownLatch allLast;
        private final Sinks.Empty<Void> done = Sinks.empty();
        private final long initialDemand;
        private final String last;
        private @Nullable KeyedSubscription<?, ?> subscription;

        Collector(long initialDemand, int keys, String last) {
            this.initialDemand = initialDemand;
            this.allLast = new CountDownLatch(keys);
            this.last = last;
        }

        @Override
        protected void hookOnSubscribe(Subscription given) {
            if (given instanceof KeyedSubscription<?, ?> keyed) {
                subscription = keyed;
            }
            request(initialDemand);
        }

        @Override
        protected void hookOnNext(Change<String, String> change) {
            view.accept(change);
            if (change instanceof Change.Put<String, String> put && put.value().equals(last)) {
                allLast.countDown();
            }
        }

        int pending() {
            return Objects.requireNonNull(subscription).pendingKeys();
        }

        Mono<Void> done() {
            return done.asMono();
        }

        void awaitLast() throws InterruptedException {
            assertThat(allLast.await(60, TimeUnit.SECONDS))
                    .as("all last values arrive")
                    .isTrue();
            done.tryEmitEmpty();
        }
    }
}
