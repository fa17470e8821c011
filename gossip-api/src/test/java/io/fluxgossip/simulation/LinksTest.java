package io.fluxgossip.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Dissemination;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.Scope;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.Topology;
import io.fluxgossip.protocol.turn.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which connections nodes open, keep and close. */
class LinksTest {

    private static final String TOPIC = "t";

    private final List<Effect.Unreached> unreached = new ArrayList<>();
    private final Simulation simulation = new Simulation(1).observe(new Observer() {
        @Override
        public void unreached(NodeView node, Effect.Unreached effect) {
            unreached.add(effect);
        }
    });

    private List<SimulatedNode> start(int nodes, Mode mode, Dissemination dissemination) {
        TopicConfig topic = TopicConfig.of(TOPIC).withMode(mode).withDissemination(dissemination);
        simulation.connectingTakes(Duration.ofMillis(3));
        return simulation.startAll(Names.of(nodes), topic);
    }

    private static final Mode QUIET = Mode.sync().repairEvery(Duration.ofDays(1));

    @Test
    void onlyNeighboursAreConnected() {
        List<SimulatedNode> nodes = start(100, QUIET, Dissemination.flood(Topology.ring()));
        simulation.advance(Duration.ofMinutes(2));
        assertThat(nodes).allMatch(node -> node.connections() == 2);
    }

    @Test
    void thoseWhoAreNoNeighboursAnyMoreAreClosedWhenIdle() {
        List<SimulatedNode> nodes = start(30, QUIET, Dissemination.flood(Topology.ring()));
        nodes.get(0).switchTo(TOPIC, QUIET.read(new Others()), Scope.LOCAL);
        simulation.advance(Duration.ofSeconds(1));
        assertThat(nodes.get(0).connections()).isEqualTo(16 + 1);
        nodes.get(0).switchTo(TOPIC, QUIET, Scope.LOCAL);
        simulation.advance(Duration.ofMinutes(2));
        assertThat(nodes.get(0).connections()).isEqualTo(2);
    }

    /** Sync by direct mail in place of what the topic was opened with. */
    private static final class Others implements Mode.Cases<Mode> {
        @Override
        public Mode sync(Mode.Sync sync) {
            return sync.by(Dissemination.direct());
        }

        @Override
        public Mode adaptive(Mode.Adaptive adaptive) {
            return adaptive;
        }

        @Override
        public Mode async(Mode.Async async) {
            return async;
        }
    }

    /** 16 are kept, and 16 at a time are opened for as long as it takes to tell them. */
    @Test
    void directMailToManyOpensFewConnectionsAtATime() {
        List<SimulatedNode> nodes = start(200, QUIET, Dissemination.direct());
        simulation.advance(Duration.ofSeconds(5));
        SimulatedNode writer = nodes.get(7);
        int most = 0;
        writer.put(TOPIC, "k", "v");
        for (int i = 0; i < 1_000; i++) {
            simulation.advance(Duration.ofMillis(1));
            most = Math.max(most, writer.connections());
        }
        assertThat(simulation.isEqual(TOPIC)).isTrue();
        assertThat(most).as("16 kept by it, 16 by others, 16 for a moment").isBetween(17, 48);
    }

    @Test
    void anAsyncTopicKeepsNoConnectionsButThoseInUse() {
        List<SimulatedNode> nodes = start(100, Mode.async(Duration.ofMinutes(5)), Dissemination.auto());
        nodes.get(0).put(TOPIC, "k", "v");
        simulation.advance(Duration.ofMinutes(90));
        assertThat(simulation.isEqual(TOPIC)).isTrue();
        assertThat(nodes.stream().mapToInt(SimulatedNode::connections).sum()).isLessThan(100);
    }

    @Test
    void aTopologyThatIsNotConnectedIsReportedAndRepairCrossesIt() {
        Topology ranges = Topology.of(Map.of(
                "n00000",
                List.of("n00001"),
                "n00001",
                List.of("n00000"),
                "n00002",
                List.of("n00003"),
                "n00003",
                List.of("n00002")));
        List<SimulatedNode> nodes = start(4, Mode.sync(), Dissemination.flood(ranges));
        nodes.get(0).put(TOPIC, "k", "v");
        simulation.advance(Duration.ofSeconds(10));
        assertThat(unreached)
                .contains(new Effect.Unreached(TOPIC, 2, "n00002"), new Effect.Unreached(TOPIC, 2, "n00000"));
        assertThat(simulation.isEqual(TOPIC)).isTrue();
        unreached.clear();
        simulation.crash("n00002");
        simulation.crash("n00003");
        simulation.advance(Duration.ofSeconds(5));
        assertThat(unreached).contains(new Effect.Unreached(TOPIC, 0, ""));
    }

    @Test
    void aPeerThatIsLostIsConnectedAgain() {
        List<SimulatedNode> nodes = start(5, QUIET, Dissemination.direct());
        simulation.advance(Duration.ofSeconds(1));
        simulation.partition(List.of(List.of("n00000")));
        simulation.advance(Duration.ofSeconds(5));
        assertThat(nodes.get(0).connections()).isZero();
        nodes.get(0).put(TOPIC, "k", "v");
        simulation.heal();
        simulation.advance(Duration.ofSeconds(3));
        assertThat(nodes.get(0).connections()).isEqualTo(4);
        assertThat(simulation.isEqual(TOPIC)).isTrue();
    }
}
