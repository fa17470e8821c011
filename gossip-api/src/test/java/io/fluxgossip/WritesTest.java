package io.fluxgossip;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.CodecException;
import io.fluxgossip.model.NodeClosedException;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.WriteRefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

/** {@link Topic#putAll}: in the order of the publisher, with demand, and as much in one step as is there. */
class WritesTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final TopicSpec<String, String> SPEC = TopicSpec.of("t", Codec.utf8(), new Picky());

    private final SteppedScheduler delivery = new SteppedScheduler();
    private final Engine engine = new Engine(NodeSpec.of("test", "n")
            .timers(VirtualTimeScheduler.create())
            .delivery(delivery)
            .settings(new NodeId("n", 1), 1 << 20));
    private final List<Long> requests = new ArrayList<>();

    private record Picky() implements Codec<String> {
        @Override
        public Bytes encode(String text) {
            if (text.equals("bad")) {
                throw new IllegalArgumentException("bad");
            }
            return Bytes.utf8(text);
        }

        @Override
        public String decode(Bytes bytes) {
            return bytes.toUtf8();
        }
    }

    private Topic<String, String> topic() {
        return engine.topics().open(SPEC);
    }

    private static Entry<String, String> entry(int number) {
        return Map.entry("k" + number, "v" + number);
    }

    private Flux<Entry<String, String>> entries(int count) {
        return Flux.range(0, count).map(WritesTest::entry).doOnRequest(requests::add);
    }

    @Test
    void allAreWrittenInOrderAndAFewHundredAreAskedForAtATime() {
        Topic<String, String> topic = topic();
        topic.putAll(entries(10_000).concatWithValues(Map.entry("k7", "again"))).block(LIMIT);
        assertThat(topic.size()).isEqualTo(10_000);
        assertThat(topic.get("k9999")).isEqualTo("v9999");
        assertThat(topic.get("k7")).isEqualTo("again");
        assertThat(requests).hasSizeBetween(10_000 / 256, 10_000 / 192 + 1).allMatch(asked -> asked <= 256);
    }

    @Test
    void nothingWaitsForMore() {
        Topic<String, String> topic = topic();
        Sinks.Many<Entry<String, String>> slow = Sinks.many().unicast().onBackpressureBuffer();
        StepVerifier.create(topic.putAll(slow.asFlux()))
                .then(() -> slow.tryEmitNext(entry(1)).orThrow())
                .then(() -> assertThat(topic.get("k1")).isEqualTo("v1"))
                .then(() -> slow.tryEmitNext(entry(2)).orThrow())
                .then(() -> assertThat(topic.get("k2")).isEqualTo("v2"))
                .then(() -> slow.tryEmitComplete().orThrow())
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void whatComesBeforeTheFirstThatIsRefusedIsKept() {
        Topic<String, String> topic = engine.topics()
                .open(TopicSpec.of("small", Codec.utf8(), Codec.utf8()).maxKeys(5));
        TestPublisher<Entry<String, String>> publisher = TestPublisher.create();
        StepVerifier.create(topic.putAll(publisher))
                .then(() -> entries(20).subscribe(publisher::next))
                .expectError(WriteRefusedException.class)
                .verify(LIMIT);
        publisher.assertCancelled();
        assertThat(topic.size()).isEqualTo(5);
        assertThat(topic.get("k4")).isEqualTo("v4");
    }

    @Test
    void whatCannotBeEncodedEndsItBehindWhatCameBefore() {
        Topic<String, String> topic = topic();
        TestPublisher<Entry<String, String>> publisher = TestPublisher.create();
        StepVerifier.create(topic.putAll(publisher))
                .then(() -> publisher.next(entry(1), Map.entry("k2", "bad"), entry(3)))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(CodecException.class)
                        .hasMessageContaining("a value of topic 't' cannot be encoded"))
                .verify(LIMIT);
        publisher.assertCancelled();
        assertThat(topic.get("k1")).isEqualTo("v1");
        assertThat(topic.size()).isOne();
    }

    @Test
    void aPublisherThatFailsEndsItBehindWhatCameBefore() {
        Topic<String, String> topic = topic();
        StepVerifier.create(topic.putAll(entries(300).concatWith(Mono.error(new IllegalStateException("broken")))))
                .expectErrorMessage("broken")
                .verify(LIMIT);
        assertThat(topic.size()).isEqualTo(300);
    }

    @Test
    void whoCancelsStopsThePublisher() {
        TestPublisher<Entry<String, String>> publisher = TestPublisher.create();
        StepVerifier.create(topic().putAll(publisher))
                .then(() -> publisher.next(entry(1)))
                .thenCancel()
                .verify(LIMIT);
        publisher.assertCancelled();
    }

    @Test
    void aClosedNodeRefuses() {
        Topic<String, String> topic = topic();
        engine.close();
        StepVerifier.create(topic.putAll(entries(1)))
                .expectError(NodeClosedException.class)
                .verify(LIMIT);
    }

    /** The publisher is the user's: it must not be able to stop the node. */
    @Test
    void thePublisherIsNeverAskedWithinTheLoop() throws InterruptedException {
        Topic<String, String> topic = topic();
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        Thread owner = new Thread(() -> engine.loop().run(() -> {
            taken.countDown();
            awaitQuietly(free);
        }));
        owner.start();
        taken.await();
        topic.putAll(entries(1_000)).subscribe();
        assertThat(requests).hasSize(1);
        free.countDown();
        owner.join();
        assertThat(topic.size()).as("written by the thread that has the loop").isEqualTo(256);
        assertThat(requests).as("asked for by nobody yet").hasSize(1);
        delivery.runAll();
        assertThat(topic.size()).isEqualTo(1_000);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }
}
