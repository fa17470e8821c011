package io.fluxgossip.rsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fluxgossip.Codec;
import io.fluxgossip.GossipMeter;
import io.fluxgossip.GossipNode;
import io.fluxgossip.MemberEvent;
import io.fluxgossip.Topic;
import io.fluxgossip.TopicSpec;
import io.fluxgossip.model.OverloadedException;
import io.fluxgossip.model.Version;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.util.ResourceLeakDetector;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** A burst at one of sixteen real nodes, which it tells all others itself. */
class ClusterBurstTest {

    private static final int NODES = 16;
    private static final int PEERS = NODES - 1;
    private static final int PUTS = 1_000_000;
    private static final int KEYS = 1_000;
    private static final int WRITERS = 2;
    private static final long COPIES = (long) PEERS * PUTS;
    private static final long LIMIT_BYTES = 128L << 20;

    /** Longer than a peer that could not be reached is left alone. */
    private static final Duration FORMED = Duration.ofSeconds(2);

    /** How often memory is looked at during the burst. */
    private static final int LOOKS = 8;

    /** Copies that exchanges meanwhile have pushed again or made needless, at most; 0.3 % was the most ever seen. */
    private static final int REPAIRED_PERCENT = 5;

    private static final TopicSpec<String, String> SPEC = TopicSpec.of("t", Codec.utf8(), Codec.utf8());

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private long lastOpened;
    private long lastOpenedNanos;
    private final LongAdder written = new LongAdder();
    private final Queue<MemberEvent> troubles = new ConcurrentLinkedQueue<>();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    /**
     * To note who touches each of some ten million buffers takes three times as long as the burst; one in 128 will do.
     */
    @BeforeAll
    static void watchSomeBuffers() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.ADVANCED);
    }

    @AfterAll
    static void watchAllBuffers() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    }

    @BeforeEach
    void readLog() {
        log.start();
        rootLogger().addAppender(log);
    }

    @AfterEach
    void leaveLog() {
        rootLogger().detachAppender(log);
    }

    private static Logger rootLogger() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @Test
    void aMillionPutsAtOneOfSixteenNodesCostLittleMemoryAndNoConnectionAndAllEndEqual() {
        try (Cluster cluster = new Cluster()) {
            List<GossipNode> nodes = IntStream.range(0, NODES)
                    .mapToObj(i -> cluster.start("n" + i, spec -> spec.meters(registry)))
                    .toList();
            List<Topic<String, String>> topics =
                    nodes.stream().map(node -> node.topic(SPEC)).toList();
            nodes.forEach(
                    node -> node.members().filter(ClusterBurstTest::isTrouble).subscribe(troubles::add));
            Cluster.await("each has met all others, and no connection comes or goes", this::isFormed);
            long refused = total(GossipMeter.REFUSED);
            long lost = total(GossipMeter.CONNECTIONS_LOST);
            long notReceived = pushesNotReceived();

            long before = BurstTest.usedBytes();
            long mostUsed = before;
            long begunNanos = System.nanoTime();
            CompletableFuture<Void> burst = burst(topics.get(0)).toFuture();
            for (int look = 1; look <= LOOKS; look++) {
                int puts = PUTS / LOOKS * look;
                Cluster.await(puts + " puts", () -> written.sum() >= puts || burst.isDone());
                mostUsed = Math.max(mostUsed, BurstTest.usedBytes());
            }
            assertThat(burst).succeedsWithin(Cluster.LIMIT);
            Cluster.await(
                    "all hold the last values", () -> topics.stream().allMatch(ClusterBurstTest::holdsLastValues));
            long tookNanos = System.nanoTime() - begunNanos;
            mostUsed = Math.max(mostUsed, BurstTest.usedBytes());

            System.err.println(figures(tookNanos, mostUsed - before, lost));
            assertThat(mostUsed - before).isLessThan(LIMIT_BYTES);
            assertThat(total(GossipMeter.ENTRIES_APPLIED))
                    .as("nobody takes a write for news twice")
                    .isLessThanOrEqualTo(COPIES);
            assertThat(total(GossipMeter.ENTRIES_PUSHED) + total(GossipMeter.CONFLATED_FOR_PEERS))
                    .as("each peer was pushed each write, or spared it")
                    .isCloseTo(COPIES, withinPercentage(REPAIRED_PERCENT));
            assertThat(total(GossipMeter.CONNECTIONS_LOST))
                    .as("a keep-alive that is not answered in time ends its connection")
                    .isEqualTo(lost);
            Cluster.await(
                    "each push was received, or its refusal counted",
                    () -> pushesNotReceived() - notReceived == total(GossipMeter.REFUSED) - refused);
            assertThat(troubles).isEmpty();
            assertThat(isFullyConnected()).isTrue();
            assertThat(log.list)
                    .filteredOn(event -> event.getLevel() == Level.ERROR)
                    .isEmpty();
        }
    }

    /** Each writer has keys of its own and writes them in turn, so the last value of each key is known. */
    private Mono<Void> burst(Topic<String, String> topic) {
        return Flux.range(0, WRITERS)
                .flatMap(writer -> writes(topic, writer).subscribeOn(Schedulers.boundedElastic()))
                .doOnNext(version -> written.increment())
                .then();
    }

    private static Flux<Version> writes(Topic<String, String> topic, int writer) {
        return Flux.range(0, PUTS / WRITERS)
                .map(i -> i * WRITERS + writer)
                .concatMap(put -> topic.put(key(put), value(put)).retryWhen(onceItIsLessBusy()));
    }

    private static Retry onceItIsLessBusy() {
        return Retry.fixedDelay(Long.MAX_VALUE, Duration.ofMillis(1)).filter(OverloadedException.class::isInstance);
    }

    private static String key(int put) {
        return "k" + put % KEYS;
    }

    private static String value(int put) {
        return "v" + put + "-".repeat(50);
    }

    private static boolean holdsLastValues(Topic<String, String> topic) {
        return topic.size() == KEYS
                && IntStream.range(PUTS - KEYS, PUTS).allMatch(put -> value(put).equals(topic.get(key(put))));
    }

    /** A member that is taken to be gone. */
    private static boolean isTrouble(MemberEvent event) {
        return event instanceof MemberEvent.Failed || event instanceof MemberEvent.Left;
    }

    /** Fully connected for a while: where both have dialled, one connection of the two has gone by then. */
    private boolean isFormed() {
        long opened = total(GossipMeter.CONNECTIONS_OPENED);
        if (opened != lastOpened || !isFullyConnected()) {
            lastOpened = opened;
            lastOpenedNanos = System.nanoTime();
        }
        return System.nanoTime() - lastOpenedNanos >= FORMED.toNanos();
    }

    /** Everyone is known to all, and of each pair one connection is left. */
    private boolean isFullyConnected() {
        long connections = total(GossipMeter.CONNECTIONS_OPENED) - total(GossipMeter.CONNECTIONS_LOST);
        return connections == (long) NODES * PEERS && allAreMembersEverywhere();
    }

    private long pushesNotReceived() {
        return total(GossipMeter.PUSHES_SENT) - total(GossipMeter.PUSHES_RECEIVED);
    }

    private boolean allAreMembersEverywhere() {
        return registry.find(GossipMeter.MEMBERS.meterName()).gauges().stream()
                        .filter(members -> members.value() == PEERS)
                        .count()
                == NODES;
    }

    /** Of all nodes. */
    private long total(GossipMeter meter) {
        return (long) registry.get(meter.meterName()).functionCounters().stream()
                .mapToDouble(FunctionCounter::count)
                .sum();
    }

    private String figures(long tookNanos, long growthBytes, long lostBefore) {
        return String.format(
                Locale.ROOT,
                "cluster burst: %,d puts at 1 of %d nodes, all equal after %.1f s; of %,d copies %,d pushed (in %,d pushes)"
                        + " and %,d spared by conflation; %,d received twice, %,d pushes refused; %,d KiB sent;"
                        + " growth %,d KiB; %d members failed; %d connection ends lost while the cluster formed",
                PUTS,
                NODES,
                tookNanos / 1e9,
                COPIES,
                total(GossipMeter.ENTRIES_PUSHED),
                total(GossipMeter.PUSHES_SENT),
                total(GossipMeter.CONFLATED_FOR_PEERS),
                total(GossipMeter.ENTRIES_DUPLICATE),
                total(GossipMeter.REFUSED),
                total(GossipMeter.BYTES_SENT) >> 10,
                growthBytes >> 10,
                troubles.size(),
                lostBefore);
    }
}
