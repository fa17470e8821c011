package io.fluxgossip.rsocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.Codec;
import io.fluxgossip.GossipMeter;
import io.fluxgossip.GossipNode;
import io.fluxgossip.Seeds;
import io.fluxgossip.Topic;
import io.fluxgossip.TopicSpec;
import io.fluxgossip.model.Mode;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.util.internal.PlatformDependent;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** A node that joins when a million entries are there. */
class LateJoinTest {

    private static final int ENTRIES = 1_000_000;

    /** 64 MB on either side; both are in this process, and so is what stands between them. */
    private static final long LIMIT_BYTES = 128L << 20;

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static final TopicSpec<String, String> SPEC = TopicSpec.of("t", Codec.utf8(), Codec.utf8())
            .mode(Mode.sync().repairEvery(Duration.ofSeconds(1)))
            .maxKeys(2 * ENTRIES);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void itFetchesTheStateUnderDemandWhileUpdatesGoOnAndGoesOnWhereTheConnectionBroke() {
        try (Cluster cluster = new Cluster()) {
            GossipNode a = cluster.start("a");
            Topic<String, String> here = a.topic(SPEC);
            String value = "v".repeat(90);
            here.putAll(Flux.range(0, ENTRIES).map(i -> Map.entry("key-" + i, value)))
                    .block(LIMIT);
            try (StallingProxy proxy = new StallingProxy(a.address());
                    HighWater reserved = new HighWater()) {
                Disposable updates = Flux.interval(Duration.ofMillis(1))
                        .onBackpressureDrop()
                        .concatMap(i -> here.put("hot-" + i % 100, "" + i))
                        .subscribe();
                Topic<String, String> there = cluster.own(RSocketGossip.node("test")
                                .name("late")
                                .meters(meters)
                                .seeds(Seeds.fixed(proxy.address().toString()))
                                .startNow(Cluster.LIMIT))
                        .topic(SPEC);
                Cluster.await("half of it is there", LIMIT, () -> there.size() > ENTRIES / 2);
                proxy.cut();
                Cluster.await("all of it is there", LIMIT, () -> there.size() == ENTRIES + 100);
                updates.dispose();
                Cluster.await("and the last update", LIMIT, () -> isEqual(here, there));

                double again = counted(GossipMeter.ENTRIES_DUPLICATE);
                System.err.printf(
                        "late join: %,d entries, %,.0f received again, %,d KiB reserved%n",
                        there.size(), again, reserved.bytes() >> 10);
                assertThat(counted(GossipMeter.ENTRIES_APPLIED)).isGreaterThanOrEqualTo(ENTRIES);
                assertThat(reserved.bytes()).isLessThan(LIMIT_BYTES);
                assertThat(again).as("entries received twice").isLessThan(ENTRIES / 10.0);
            }
        }
    }

    private static boolean isEqual(Topic<String, String> one, Topic<String, String> other) {
        return IntStream.range(0, 100)
                .mapToObj(i -> "hot-" + i)
                .allMatch(key -> String.valueOf(one.get(key)).equals(other.get(key)));
    }

    private double counted(GossipMeter meter) {
        return meters.get(meter.meterName()).functionCounters().stream()
                .mapToDouble(FunctionCounter::count)
                .sum();
    }

    /** What Netty has reserved at most, more than at the beginning: at least what both sides have under way. */
    private static final class HighWater implements AutoCloseable {
        private final long before = PlatformDependent.usedDirectMemory();
        private final AtomicLong highest = new AtomicLong();
        private final Disposable looks = Flux.interval(Duration.ofMillis(5))
                .onBackpressureDrop()
                .subscribe(tick -> highest.accumulateAndGet(PlatformDependent.usedDirectMemory(), Math::max));

        long bytes() {
            return highest.get() - before;
        }

        @Override
        public void close() {
            looks.dispose();
        }
    }
}
