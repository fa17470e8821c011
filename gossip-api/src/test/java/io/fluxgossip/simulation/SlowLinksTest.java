package io.fluxgossip.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Mode;
import io.fluxgossip.model.TopicConfig;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Exchanges over links on which an answer takes seconds: the time that it is waited for follows the time that it takes.
 */
class SlowLinksTest {

    private static final TopicConfig TOPIC = TopicConfig.of("t").withMode(Mode.async(Duration.ofSeconds(1)));

    @ParameterizedTest
    @ValueSource(ints = {900, 1_500, 4_000, 7_000})
    void nodesConvergeByExchangesAlone(int latencyMillis) {
        Simulation simulation = new Simulation(1);
        Duration latency = Duration.ofMillis(latencyMillis);
        simulation.network().latency(latency, latency);
        List<SimulatedNode> nodes = simulation.startAll(List.of("a", "b", "c"), TOPIC);
        nodes.get(0).put("t", "k", "v");
        assertThat(simulation.runUntil(() -> simulation.isEqual("t"), Duration.ofMinutes(5)))
                .isTrue();
    }
}
