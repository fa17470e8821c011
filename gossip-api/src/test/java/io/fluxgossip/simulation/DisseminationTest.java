package io.fluxgossip.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Dissemination;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.Topology;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.turn.Effect;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** 25 nodes, 100 ms from each to each, one update from each node in turn: messages and worst arrival are exact. */
class DisseminationTest {

    private static final int NODES = 25;
    private static final String TOPIC = "t";

    /** The cost of one update in this way. */
    record Expected(String name, Dissemination dissemination, int pushes, long worstMillis) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Expected> expected() {
        return Stream.of(
                new Expected("flood on a grid", Dissemination.flood(Topology.grid()), 56, 800),
                new Expected("flood on a line", Dissemination.flood(Topology.line()), 24, 2_400),
                new Expected("flood on a 4-ary tree", Dissemination.flood(Topology.tree(4)), 24, 500),
                new Expected("flood on the full mesh", Dissemination.flood(Topology.full()), 576, 100),
                new Expected("flood on a star", Dissemination.flood(Topology.star()), 24, 200),
                new Expected("direct", Dissemination.direct(), 24, 100));
    }

    @ParameterizedTest
    @MethodSource("expected")
    void oneUpdateCostsThisMuch(Expected expected) {
        Meter meter = new Meter();
        Simulation simulation = new Simulation(1).observe(meter);
        simulation.network().latency(Duration.ofMillis(100));
        TopicConfig topic = TopicConfig.of(TOPIC)
                .withMode(Mode.sync().repairEvery(Duration.ofDays(1)))
                .withDissemination(expected.dissemination());
        for (int i = 0; i < NODES; i++) {
            simulation.start(String.format("n%02d", i), topic);
        }
        simulation.advance(Duration.ofSeconds(12));
        long worst = 0;
        for (SimulatedNode writer : simulation.living()) {
            meter.reset(simulation);
            writer.put(TOPIC, "k" + writer.id().name(), "v");
            simulation.advance(Duration.ofSeconds(5));
            assertThat(meter.pushes).as("pushes from " + writer.id()).isEqualTo(expected.pushes());
            assertThat(meter.receptions).isEqualTo(NODES - 1);
            worst = Math.max(worst, meter.last.toMillis());
        }
        assertThat(worst).isEqualTo(expected.worstMillis());
    }

    /** Counts what one update costs. */
    private static final class Meter implements Observer {
        private Simulation simulation = new Simulation(0);
        private Duration start = Duration.ZERO;
        private Duration last = Duration.ZERO;
        private int pushes;
        private int receptions;

        void reset(Simulation running) {
            simulation = running;
            start = running.time();
            last = Duration.ZERO;
            pushes = 0;
            receptions = -1;
        }

        @Override
        public void sent(NodeView from, NodeId to, Message message) {
            pushes += message instanceof Message.Push ? 1 : 0;
        }

        /** The writer's own change is one too. */
        @Override
        public void changed(NodeView node, Effect.Changed changed) {
            receptions++;
            last = simulation.time().minus(start);
        }
    }
}
