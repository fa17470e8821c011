package io.fluxgossip.benchmarks.simulator;

import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Reconciliation;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.rsocket.WireSize;
import io.fluxgossip.simulation.NodeView;
import io.fluxgossip.simulation.Observer;
import io.fluxgossip.simulation.SimulatedNode;
import io.fluxgossip.simulation.Simulation;
import java.time.Duration;

/** Two nodes that hold what a cell says, in rounds of an exchange each, until they hold the same. */
final class Meeting implements Observer {

    private static final String TOPIC = "topic";
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Cell cell;
    private final TopicConfig topic;
    private final Simulation simulation;
    private long bytes;

    Meeting(Cell cell, Reconciliation reconciliation, long seed) {
        this.cell = cell;
        this.simulation = new Simulation(seed).observe(this);
        this.topic = TopicConfig.of(TOPIC).withMode(Mode.async(INTERVAL)).withReconciliation(reconciliation);
    }

    @Override
    public void sent(NodeView from, NodeId to, Message message) {
        bytes += WireSize.bytesOf(message);
    }

    /** Bytes of all messages, both ways; where nothing is missing, those of one exchange. */
    long bytes() {
        SimulatedNode first = simulation.start("first", topic);
        SimulatedNode second = simulation.start("second", topic);
        SimulatedNode writer = simulation.start("writer", topic);
        simulation.crash(writer.id().name());
        simulation.advance(INTERVAL.multipliedBy(10));
        tell(first, cell.first(), writer);
        tell(second, cell.second(), writer);
        bytes = 0;
        if (areEqual(first, second) != (cell.missing() == 0)) {
            throw new IllegalStateException("the two do not differ as they should: " + cell);
        }
        if (cell.missing() == 0) {
            simulation.advance(INTERVAL.multipliedBy(10));
            return bytes / 20;
        }
        if (!simulation.runUntil(() -> areEqual(first, second), LONGEST)) {
            throw new IllegalStateException(
                    topic.reconciliation() + " has not made them equal within " + LONGEST + ": " + cell);
        }
        return bytes;
    }

    private static void tell(SimulatedNode node, Delta held, SimulatedNode writer) {
        node.deliver(new Message.State(TOPIC, held, Delta.EMPTY, true), writer);
    }

    private static boolean areEqual(SimulatedNode first, SimulatedNode second) {
        return first.replica(TOPIC).fingerprint().equals(second.replica(TOPIC).fingerprint());
    }
}
