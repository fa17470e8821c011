package io.fluxgossip.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Dissemination;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.Topology;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * 25 nodes, each with four neighbours, links of 100 ms that lose every tenth message, 50 updates a second from random nodes,
 * a round every ten seconds: what is lost is found by holes and announcements, the last updates too.
 */
class LossTest {

    private static final int NODES = 25;
    private static final int SEEDS = 20;
    private static final int UPDATES = 1_000;
    private static final String TOPIC = "t";

    @Test
    void whatIsLostIsFoundByHolesAndAnnouncementsAndNotByRounds() {
        double patience = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Arrivals alert = run(seed, true);
            Arrivals patient = run(seed, false);
            System.err.printf(
                    "a tenth lost: 99 %% within %d ms, the last after %d ms; by rounds alone the last after %d ms%n",
                    alert.millisOf(0.99), alert.millisOf(1), patient.millisOf(1));
            assertThat(alert.millisOf(0.99)).isLessThanOrEqualTo(800);
            assertThat(alert.millisOf(1)).isLessThanOrEqualTo(2_000);
            patience += patient.millisOf(1);
        }
        assertThat(patience / SEEDS).as("by rounds alone about an interval").isBetween(5_000.0, 20_000.0);
    }

    private static Arrivals run(long seed, boolean alert) {
        Simulation simulation = new Simulation(seed);
        Arrivals arrivals = Arrivals.in(simulation);
        simulation.network().latency(Duration.ofMillis(100)).loss(0.1);
        if (!alert) {
            simulation.tune(config -> config.withPulls(false).withAnnounceAfter(Duration.ZERO));
        }
        TopicConfig topic = TopicConfig.of(TOPIC)
                .withMode(Mode.sync().repairEvery(Duration.ofSeconds(10)))
                .withDissemination(Dissemination.flood(Topology.randomRegular(4)));
        List<SimulatedNode> nodes = simulation.startAll(Names.of(NODES), topic);
        simulation.advance(Duration.ofSeconds(10));
        SplittableRandom random = simulation.randomForScenario();
        for (int i = 0; i < UPDATES; i++) {
            nodes.get(random.nextInt(NODES)).put(TOPIC, "k" + i, "v");
            simulation.advance(Duration.ofMillis(20));
        }
        simulation.advance(Duration.ofMinutes(2));
        assertThat(arrivals.count()).isEqualTo(UPDATES * (NODES - 1));
        return arrivals;
    }
}
