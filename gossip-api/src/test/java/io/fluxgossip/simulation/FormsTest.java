package io.fluxgossip.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Exchanges;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Reconciliation;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form of digest, in both modes and each way to exchange, ends equal. */
class FormsTest {

    private static final String TOPIC = "t";

    static Stream<TopicConfig> topics() {
        List<TopicConfig> topics = new ArrayList<>();
        for (Reconciliation form : Reconciliation.values()) {
            for (Exchanges exchanges : Exchanges.values()) {
                for (Mode mode : List.of(Mode.sync(), Mode.async(Duration.ofSeconds(1)))) {
                    topics.add(TopicConfig.of(TOPIC)
                            .withMode(mode)
                            .withReconciliation(form)
                            .withExchanges(exchanges));
                }
            }
        }
        return topics.stream();
    }

    private static Message.Push push(NodeId origin, long after, long timestamp, String key) {
        Entry entry = new Entry(Bytes.utf8(key), Bytes.utf8("v"), new Version(timestamp, origin));
        return new Message.Push(TOPIC, Delta.of(new Run(origin, after, timestamp, List.of(entry))));
    }

    /** What a node that is gone has told to one node alone. */
    @ParameterizedTest
    @MethodSource("topics")
    void whatLiesBeyondAHoleThatNobodyCanFillIsEverywhere(TopicConfig topic) {
        Simulation simulation = new Simulation(7);
        SimulatedNode one = simulation.start("a", topic);
        SimulatedNode other = simulation.start("b", topic);
        one.put(TOPIC, "first", "v");
        simulation.advance(Duration.ofSeconds(10));
        other.deliver(push(new NodeId("ghost", 1), 5, 9, "k"), one);
        simulation.advance(Duration.ofMinutes(3));
        assertThat(one.state(TOPIC)).isEqualTo(other.state(TOPIC)).hasSize(2);
    }

    /** So many that digests are told as sketches or by hashes. */
    @ParameterizedTest
    @MethodSource("topics")
    void manyOriginsThatNotAllKnowEndEverywhere(TopicConfig topic) {
        Simulation simulation = new Simulation(11);
        simulation.network().loss(0.1).latency(Duration.ofMillis(1), Duration.ofMillis(100));
        List<SimulatedNode> nodes = simulation.startAll(List.of("a", "b", "c", "d"), topic);
        SplittableRandom random = simulation.randomForScenario();
        for (int i = 0; i < 400; i++) {
            NodeId ghost = new NodeId("ghost" + i % 90, 1);
            long round = i / 90 + 1L;
            Message.Push push = push(ghost, round - 1, round, "k" + random.nextInt(100));
            nodes.get(random.nextInt(4)).deliver(push, nodes.get(0));
            nodes.get(random.nextInt(4)).put(TOPIC, "own" + random.nextInt(50), "v" + i);
            simulation.advance(Duration.ofMillis(random.nextInt(60)));
        }
        simulation.network().loss(0);
        simulation.advance(Duration.ofMinutes(5));
        assertThat(nodes)
                .allSatisfy(node ->
                        assertThat(node.state(TOPIC)).isEqualTo(nodes.get(0).state(TOPIC)));
    }
}
