package io.fluxgossip.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Reconciliation;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each connection remembers what was told on it. */
class PerPeerTest {

    private static final String TOPIC = "t";
    private static final TopicConfig PER_PEER = TopicConfig.of(TOPIC)
            .withMode(Mode.async(Duration.ofSeconds(1)))
            .withReconciliation(Reconciliation.perPeer());

    private final Asked asked = new Asked();
    private final Simulation simulation = new Simulation(4).observe(asked);
    private final SimulatedNode a = simulation.start("a", PER_PEER);
    private final SimulatedNode b = simulation.start("b", PER_PEER);

    @BeforeEach
    void aThousandNodesHaveWritten() {
        List<Run> runs = IntStream.range(0, 1_000)
                .mapToObj(i -> new NodeId("origin-" + i, 1))
                .sorted()
                .map(origin -> new Run(origin, 0, 1, List.of(entryOf(origin))))
                .toList();
        a.deliver(new Message.Push(TOPIC, new Delta(runs)), b);
        simulation.advance(Duration.ofSeconds(10));
        assertThat(b.replica(TOPIC).digest().watermarks()).hasSize(1_000);
    }

    private static Entry entryOf(NodeId origin) {
        return new Entry(Bytes.utf8(origin.name()), Bytes.utf8("v"), new Version(1, origin));
    }

    @Test
    void afterOneUpdateAnExchangeCarriesItsOriginAlone() {
        asked.changes.clear();
        a.put(TOPIC, "k", "v");
        simulation.advance(Duration.ofSeconds(5));
        assertThat(b.state(TOPIC)).containsEntry("k", "v");
        List<DigestRequest.Changed> news = asked.changes.stream()
                .filter(changed -> !changed.changes().isEmpty())
                .toList();
        assertThat(news).as("each of the two told it once").hasSizeBetween(1, 2);
        assertThat(news)
                .allSatisfy(
                        changed -> assertThat(changed.changes().watermarks()).containsOnlyKeys(a.id()));
    }

    @Test
    void aPeerThatLostItsStateIsToldAll() {
        simulation.crash("b");
        simulation.advance(Duration.ofSeconds(3));
        SimulatedNode again = simulation.start("b", PER_PEER);
        simulation.advance(Duration.ofSeconds(10));
        assertThat(again.state(TOPIC)).hasSize(1_000);
    }

    @Test
    void aPeerThatLostOnlyWhatItWasToldIsToldAllAgain() {
        asked.changes.clear();
        simulation.network().loss(0.5);
        for (int i = 0; i < 50; i++) {
            (i % 2 == 0 ? a : b).put(TOPIC, "k" + i, "v");
            simulation.advance(Duration.ofSeconds(1));
        }
        simulation.network().loss(0);
        simulation.advance(Duration.ofSeconds(10));
        assertThat(a.state(TOPIC)).hasSize(1_050).isEqualTo(b.state(TOPIC));
        assertThat(asked.changes).as("started over").anyMatch(changed -> changed.base() == 0);
    }

    private static final class Asked implements Observer {
        private final List<DigestRequest.Changed> changes = new ArrayList<>();

        @Override
        public void sent(NodeView from, NodeId to, Message message) {
            if (message instanceof Message.Exchange exchange) {
                exchange.requests().stream()
                        .filter(DigestRequest.Changed.class::isInstance)
                        .map(DigestRequest.Changed.class::cast)
                        .forEach(changes::add);
            }
        }
    }
}
