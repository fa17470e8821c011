package io.fluxgossip.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Dissemination;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.Scope;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.Topology;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * 20 nodes, links of 1 to 20 ms, 1,000 updates a second to keys of their own, while the mode is switched every second.
 */
class SwitchTest {

    private static final int NODES = 20;
    private static final String TOPIC = "t";

    private static final List<Mode> MODES = List.of(
            Mode.sync().by(Dissemination.flood(Topology.grid())),
            Mode.sync().by(Dissemination.tree()),
            Mode.sync().by(Dissemination.direct()),
            Mode.async(Duration.ofMillis(200)),
            Mode.adaptive(Duration.ofMillis(100)),
            Mode.sync().by(Dissemination.rumor()));

    /** {@link Arrivals} fails if a node is told a write twice. */
    @ParameterizedTest
    @EnumSource
    void nothingIsLostAndNothingIsToldTwice(Scope scope) {
        Simulation simulation = new Simulation(5);
        Arrivals arrivals = Arrivals.in(simulation);
        simulation.network().latency(Duration.ofMillis(1), Duration.ofMillis(20));
        List<SimulatedNode> nodes = simulation.startAll(Names.of(NODES), TopicConfig.of(TOPIC));
        simulation.advance(Duration.ofSeconds(5));
        SplittableRandom random = simulation.randomForScenario();
        int writes = 0;
        for (Mode mode : MODES) {
            for (SimulatedNode node : scope == Scope.CLUSTER ? nodes.subList(0, 1) : nodes) {
                node.switchTo(TOPIC, mode, scope);
            }
            for (int i = 0; i < 1_000; i++) {
                nodes.get(random.nextInt(NODES)).put(TOPIC, "k" + writes++, "v");
                simulation.advance(Duration.ofMillis(1));
            }
        }
        simulation.advance(Duration.ofSeconds(10));
        assertThat(simulation.isEqual(TOPIC)).isTrue();
        assertThat(arrivals.count()).isEqualTo(writes * (NODES - 1));
        assertThat(nodes).allMatch(node -> node.core().mode(TOPIC).equals(MODES.get(MODES.size() - 1)));
    }
}
