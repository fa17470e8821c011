package io.fluxgossip.rsocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Detection;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Limits;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.simulation.NodeView;
import io.fluxgossip.simulation.Observer;
import io.fluxgossip.simulation.SimulatedNode;
import io.fluxgossip.simulation.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What nodes that hold the same say to each other, in bytes of the wire: the same few, however much they hold. */
class IdleCostTest {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** A hundred nodes ask one another once in a hundred intervals; the first time they say who they are. */
    private static final Duration EVERYONE_HAS_MET = Duration.ofSeconds(250);

    private final Largest largest = new Largest();
    private final Simulation simulation =
            new Simulation(3).membership(Detection.probing()).observe(largest);

    @ParameterizedTest
    @CsvSource({
        "2, 1, 0, 2",
        "2, 1, 1000000, 2",
        "2, 20, 100, 2",
        "3, 5, 1000, 1000",
        "100, 1, 100, 100",
        "100, 5, 1, 1"
    })
    void anIdleExchangeTakesAtMost64BytesEachWay(int nodes, int topics, int keysOfEach, int origins) {
        List<TopicConfig> configs = topics(topics, keysOfEach + origins);
        List<SimulatedNode> started = simulation.startAll(
                IntStream.range(0, nodes).mapToObj(i -> "n" + i).toList(), configs.toArray(TopicConfig[]::new));
        simulation.advance(Duration.ofSeconds(10));
        for (TopicConfig topic : configs) {
            started.get(0).deliver(new Message.Push(topic.name(), writesOf(origins)), started.get(1));
            for (int i = 0; i < keysOfEach; i++) {
                started.get(i % nodes).put(topic.name(), "k" + i, "v");
            }
        }
        simulation.advance(EVERYONE_HAS_MET);
        assertThat(configs).as("all hold the same").allMatch(topic -> simulation.isEqual(topic.name()));
        assertThat(started.get(nodes - 1).replica("topic-0").digest().watermarks())
                .hasSizeGreaterThanOrEqualTo(origins);
        largest.reset();
        simulation.advance(Duration.ofSeconds(30));
        assertThat(largest.exchanges).isGreaterThan(20L * nodes);
        assertThat(largest.question).as("bytes of a question").isPositive().isLessThanOrEqualTo(64);
        assertThat(largest.answer).as("bytes of an answer").isPositive().isLessThanOrEqualTo(64);
    }

    /** One write of each of so many nodes that were there once. */
    private static Delta writesOf(int origins) {
        List<Run> runs = IntStream.range(0, origins)
                .mapToObj(i -> new NodeId("origin-" + i, 1))
                .sorted()
                .map(origin -> new Run(
                        origin, 0, 1, List.of(new Entry(Bytes.utf8(origin.name()), null, new Version(1, origin)))))
                .toList();
        return new Delta(runs);
    }

    private static List<TopicConfig> topics(int count, int keysOfEach) {
        return IntStream.range(0, count)
                .mapToObj(i -> TopicConfig.of("topic-" + i)
                        .withMode(Mode.async(INTERVAL))
                        .withLimits(Limits.DEFAULT.withMaxKeys(keysOfEach)))
                .toList();
    }

    /** The largest exchange and the largest answer since it was reset. */
    private static final class Largest implements Observer {
        private int question;
        private int answer;
        private long exchanges;

        @Override
        public void sent(NodeView from, NodeId to, Message message) {
            if (message instanceof Message.Exchange) {
                exchanges++;
                question = Math.max(question, WireSize.bytesOf(message));
            } else if (message instanceof Message.Answer) {
                answer = Math.max(answer, WireSize.bytesOf(message));
            }
        }

        void reset() {
            question = 0;
            answer = 0;
            exchanges = 0;
        }
    }
}
