package io.fluxgossip.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Dissemination;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.Topology;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * 25 nodes, links of 100 ms, 50 updates a second from random nodes: messages of every kind against the worst arrival.
 */
class WindowTest {

    private static final int NODES = 25;
    private static final int UPDATES = 1_000;
    private static final String TOPIC = "t";

    /** The most that an update costs with this window. */
    record Bound(Dissemination dissemination, Duration window, double messages, long worstMillis) {}

    static Stream<Bound> bounds() {
        Dissemination star = Dissemination.flood(Topology.star());
        return Stream.of(
                new Bound(Dissemination.direct(), Duration.ZERO, 26, 150),
                new Bound(star, Duration.ofMillis(120), 5, 450),
                new Bound(star, Duration.ofMillis(240), 3, 700));
    }

    @ParameterizedTest
    @MethodSource("bounds")
    void aWindowTradesMessagesForLatency(Bound bound) {
        Simulation simulation = new Simulation(7).tune(config -> config.withAnnounceAfter(Duration.ofMillis(1_500)));
        Arrivals arrivals = Arrivals.in(simulation);
        simulation.network().latency(Duration.ofMillis(100));
        TopicConfig topic = TopicConfig.of(TOPIC)
                .withMode(Mode.sync(bound.window()).repairEvery(Duration.ofSeconds(10)))
                .withDissemination(bound.dissemination());
        for (int i = 0; i < NODES; i++) {
            simulation.start(String.format("n%02d", i), topic);
        }
        simulation.advance(Duration.ofSeconds(10));
        arrivals.begin();
        SplittableRandom random = simulation.randomForScenario();
        List<SimulatedNode> nodes = simulation.living();
        for (int i = 0; i < UPDATES; i++) {
            nodes.get(random.nextInt(NODES)).put(TOPIC, "k" + i, "v");
            simulation.advance(Duration.ofMillis(20));
        }
        simulation.advance(Duration.ofSeconds(2));
        double perUpdate = (double) arrivals.messages() / UPDATES;
        System.err.printf(
                "window %s: %.2f messages an update, worst arrival %d ms%n",
                bound.window(), perUpdate, arrivals.millisOf(1));
        assertThat(arrivals.count()).isEqualTo(UPDATES * (NODES - 1));
        assertThat(perUpdate).isLessThanOrEqualTo(bound.messages());
        assertThat(arrivals.millisOf(1)).isLessThanOrEqualTo(bound.worstMillis());
    }
}
