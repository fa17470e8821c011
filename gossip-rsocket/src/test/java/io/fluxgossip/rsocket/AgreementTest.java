package io.fluxgossip.rsocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.Agreement;
import io.fluxgossip.Codec;
import io.fluxgossip.GossipNode;
import io.fluxgossip.Topic;
import io.fluxgossip.TopicSpec;
import io.fluxgossip.model.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sixteen real nodes know that they all hold the same. */
class AgreementTest {

    private static final int NODES = 16;

    /** Long, so that a machine that stands still for a moment is no reason to fail. */
    private static final Duration INTERVAL = Duration.ofSeconds(4);

    private static final TopicSpec<String, String> SPEC =
            TopicSpec.of("t", Codec.utf8(), Codec.utf8()).mode(Mode.sync().repairEvery(INTERVAL));

    @Test
    void withinTwoIntervalsOfAWriteEachKnowsThatAllHoldIt() {
        try (Cluster cluster = new Cluster()) {
            List<GossipNode> nodes = IntStream.range(0, NODES)
                    .mapToObj(i -> cluster.start("n" + i))
                    .toList();
            List<Topic<String, String>> topics =
                    nodes.stream().map(node -> node.topic(SPEC)).toList();
            Map<Topic<String, String>, Agreement> told = new ConcurrentHashMap<>();
            Map<Topic<String, String>, Map<String, String>> converged = new ConcurrentHashMap<>();
            topics.forEach(topic -> topic.agreement().subscribe(agreement -> told.put(topic, agreement)));
            topics.forEach(topic -> topic.converged().subscribe(snapshot -> converged.put(topic, snapshot.entries())));
            Cluster.await("all agree on nothing", () -> allAgree(told) && converged.size() == NODES);

            topics.get(7).put("k", "v").block(Cluster.LIMIT);
            Cluster.await("it is everywhere", () -> topics.stream().allMatch(topic -> "v".equals(topic.get("k"))));
            Cluster.await(
                    "all know",
                    INTERVAL.multipliedBy(2),
                    () -> topics.stream().allMatch(topic -> Map.of("k", "v").equals(converged.get(topic))));
            Cluster.await("all are told how many", () -> allAgree(told));
            assertThat(told.get(topics.get(0))).isEqualTo(new Agreement(NODES, NODES, Duration.ZERO));
        }
    }

    private static boolean allAgree(Map<Topic<String, String>, Agreement> told) {
        return told.size() == NODES
                && told.values().stream().allMatch(agreement -> agreement.members() == NODES && agreement.isComplete());
    }
}
