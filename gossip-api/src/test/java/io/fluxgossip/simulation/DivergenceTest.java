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
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.Run;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A replica that lacks what its digest covers is found and repaired, also while others write. */
class DivergenceTest {

    private static final String TOPIC = "t";
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** A dead node has told one of four that a write no longer counts, and nobody what came in its place. */
    @ParameterizedTest
    @EnumSource(Reconciliation.class)
    void whatALostWriteHadSupersededIsTakenBackWhileOthersWrite(Reconciliation reconciliation) {
        Simulation simulation = new Simulation(11);
        TopicConfig topic = TopicConfig.of(TOPIC).withMode(Mode.async(INTERVAL)).withReconciliation(reconciliation);
        List<SimulatedNode> nodes = simulation.startAll(List.of("a", "b", "c", "lacking"), topic);
        NodeId dead = new NodeId("dead", 1);
        SimulatedNode lacking = nodes.get(3);
        long written = nodes.get(0).put(TOPIC, "kept", "v").timestamp() + 1;
        Run without = new Run(dead, 0, written, List.of());
        Run whole = new Run(
                dead, 0, written, List.of(new Entry(Bytes.utf8("k"), Bytes.utf8("v"), new Version(written, dead))));
        lacking.deliver(new Message.Push(TOPIC, Delta.of(without)), nodes.get(0));
        nodes.subList(0, 3).forEach(node -> node.deliver(new Message.Push(TOPIC, Delta.of(whole)), lacking));
        for (int i = 0; i < 40 * 25; i++) {
            nodes.get(i % 3).put(TOPIC, "other " + i % 50, "v" + i);
            simulation.advance(Duration.ofMillis(25));
        }
        assertThat(simulation.living())
                .allSatisfy(node -> assertThat(node.state(TOPIC)).containsEntry("k", "v"));
    }
}
