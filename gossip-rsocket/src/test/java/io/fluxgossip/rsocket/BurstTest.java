package io.fluxgossip.rsocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.Codec;
import io.fluxgossip.GossipNode;
import io.fluxgossip.Seeds;
import io.fluxgossip.Topic;
import io.fluxgossip.TopicSpec;
import io.fluxgossip.model.Mode;
import io.netty.util.internal.PlatformDependent;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A burst costs little memory, and both nodes end equal. */
class BurstTest {

    private static final int PUTS = 1_000_000;
    private static final int KEYS = 1_000;
    private static final long LIMIT_BYTES = 64L << 20;

    private static final TopicSpec<String, String> SPEC =
            TopicSpec.of("t", Codec.utf8(), Codec.utf8()).mode(Mode.sync().repairEvery(Duration.ofSeconds(1)));

    @Test
    void aPeerThatDoesNotReadCostsNoMemoryDelaysNobodyAndEndsEqual() {
        try (Cluster cluster = new Cluster()) {
            GossipNode a = cluster.start(
                    "a",
                    spec -> spec.socket(socket -> socket.withKeepAlive(Duration.ofMinutes(1), Duration.ofMinutes(5))));
            Topic<String, String> here = a.topic(SPEC);
            Topic<String, String> there = cluster.start("b").topic(SPEC);
            try (StallingProxy proxy = new StallingProxy(a.address())) {
                Topic<String, String> stalled = cluster.own(RSocketGossip.node("test")
                                .name("c")
                                .seeds(Seeds.fixed(proxy.address().toString()))
                                .socket(socket -> socket.withKeepAlive(Duration.ofMinutes(1), Duration.ofMinutes(5)))
                                .startNow(Cluster.LIMIT))
                        .topic(SPEC);
                Cluster.awaitMet(a, "b", "c");
                here.put("before", "1").block(Cluster.LIMIT);
                Cluster.await("linked", () -> stalled.get("before") != null && there.get("before") != null);

                proxy.stall();
                long before = usedBytes();
                for (int i = 0; i < PUTS; i++) {
                    here.put("k" + i % KEYS, "v" + i + "-".repeat(50)).block(Cluster.LIMIT);
                }
                Cluster.await("the other peer is equal at once", () -> isEqual(here, there));
                long growth = usedBytes() - before;
                System.err.println("burst: " + PUTS + " puts with a stalled peer, growth " + (growth >> 10) + " KiB");
                assertThat(growth).isLessThan(LIMIT_BYTES);
                assertThat(isEqual(here, stalled)).isFalse();

                proxy.resume();
                Cluster.await("the stalled peer ends equal", () -> isEqual(here, stalled));
            }
        }
    }

    private static boolean isEqual(Topic<String, String> one, Topic<String, String> other) {
        for (int i = 0; i < KEYS; i++) {
            String key = "k" + i;
            String value = one.get(key);
            if (value == null || !value.equals(other.get(key))) {
                return false;
            }
        }
        return true;
    }

    /** Heap after a collection, and what Netty holds beside it. */
    static long usedBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
                + PlatformDependent.usedDirectMemory();
    }
}
