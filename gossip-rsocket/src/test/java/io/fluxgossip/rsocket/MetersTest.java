package io.fluxgossip.rsocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.Codec;
import io.fluxgossip.GossipMeter;
import io.fluxgossip.GossipNode;
import io.fluxgossip.Topic;
import io.fluxgossip.TopicSpec;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Every documented meter is there and moves, without a tag for peers. */
class MetersTest {

    private static final TopicSpec<String, String> SPEC = TopicSpec.of("t", Codec.utf8(), Codec.utf8());

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private double value(GossipMeter meter) {
        Meter found = registry.get(meter.meterName()).meter();
        return found.measure().iterator().next().getValue();
    }

    @Test
    void aNodeShowsWhatItDoesAndNamesNoPeer() {
        try (Cluster cluster = new Cluster()) {
            GossipNode a = cluster.start("a", spec -> spec.meters(registry));
            Topic<String, String> here = a.topic(SPEC);
            Topic<String, String> there = cluster.start("b").topic(SPEC);
            Cluster.awaitMet(a, "b");
            here.put("k", "1").block(Cluster.LIMIT);
            Cluster.await("seen", () -> "1".equals(there.get("k")));
            there.remove("k").block(Cluster.LIMIT);
            Cluster.await("removed", () -> here.get("k") == null);
            here.changes().subscribe();

            Cluster.await("pushed", () -> value(GossipMeter.PUSHES_SENT) >= 1);
            Cluster.await("applied", () -> value(GossipMeter.ENTRIES_APPLIED) == 1);
            assertThat(registry.get(GossipMeter.PROPAGATION.meterName()).timer().count())
                    .as("what b wrote took some time to a; what a wrote itself is not counted")
                    .isEqualTo(1);
            assertThat(value(GossipMeter.DUPLICATES)).isBetween(0.0, 0.5);
            assertThat(value(GossipMeter.TOMBSTONES)).isEqualTo(1);
            assertThat(value(GossipMeter.KEYS)).isZero();
            assertThat(value(GossipMeter.SUBSCRIBERS)).isEqualTo(1);
            assertThat(value(GossipMeter.MEMBERS)).isEqualTo(1);
            assertThat(value(GossipMeter.BYTES_SENT)).isPositive();
            assertThat(value(GossipMeter.BYTES_RECEIVED)).isPositive();
            assertThat(Arrays.stream(GossipMeter.values())
                            .filter(meter -> registry.find(meter.meterName()).meter() == null))
                    .as("every documented meter is there")
                    .isEmpty();
            assertThat(registry.getMeters().stream()
                            .flatMap(meter -> meter.getId().getTags().stream())
                            .map(Tag::getKey))
                    .containsOnly("node", "topic");

            a.dispose();
            a.onDispose().block(Cluster.LIMIT);
            assertThat(registry.getMeters())
                    .as("a closed node takes its meters with it")
                    .isEmpty();
        }
    }
}
