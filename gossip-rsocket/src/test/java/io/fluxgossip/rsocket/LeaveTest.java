package io.fluxgossip.rsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxgossip.Codec;
import io.fluxgossip.GossipNode;
import io.fluxgossip.Topic;
import io.fluxgossip.TopicSpec;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeClosedException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** A node that leaves is told to all, and what it wrote last is held by them. */
class LeaveTest {

    private static final TopicSpec<String, String> RARELY =
            TopicSpec.of("t", Codec.utf8(), Codec.utf8()).mode(Mode.async(Duration.ofHours(1)));

    @Test
    void whoLeavesHandsOverWhatNobodyElseHas() {
        try (Cluster cluster = new Cluster()) {
            GossipNode a = cluster.start("a");
            Topic<String, String> there = a.topic(RARELY);
            GossipNode b = cluster.start("b");
            Topic<String, String> here = b.topic(RARELY);
            Cluster.awaitMet(b, "a");
            for (int i = 0; i < 5_000; i++) {
                here.put("k" + i, "v".repeat(100)).block(Cluster.LIMIT);
            }
            b.leave().block(Cluster.LIMIT);
            assertThat(b.isDisposed()).isTrue();
            assertThat(there.size()).isEqualTo(5_000);
        }
    }

    @Test
    void aClosedNodeRefusesAndItsStreamsComplete() {
        try (Cluster cluster = new Cluster()) {
            GossipNode a = cluster.start("a");
            Topic<String, String> topic = a.topic(RARELY);
            topic.put("k", "v").block(Cluster.LIMIT);
            StepVerifier.create(topic.changes())
                    .expectNextCount(2)
                    .then(a::dispose)
                    .expectComplete()
                    .verify(Cluster.LIMIT);
            a.onDispose().block(Cluster.LIMIT);
            assertThatThrownBy(() -> topic.put("k", "w").block(Cluster.LIMIT)).isInstanceOf(NodeClosedException.class);
            assertThatThrownBy(() -> a.topic(RARELY)).isInstanceOf(NodeClosedException.class);
            assertThat(topic.get("k")).as("what was there can still be read").isEqualTo("v");
        }
    }
}
