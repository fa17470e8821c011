package io.fluxgossip.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * What the challenges of Gossip Glomers measure: 25 nodes, 100 ms between any two, 100 operations a second for 20
 * seconds. Time is virtual, so the figures are the same on every machine.
 */
class MaelstromFiguresTest {

    private static final long SEED = Long.getLong("gossip.seed", 1);

    @Test
    void theDefaultsMeetTheTargetsOf3dAnd3eAtOnce() {
        BroadcastLoad.Figures figures = measured();
        assertThat(figures.messagesPerOperation()).isLessThan(6);
        assertThat(figures.allMessagesPerOperation()).isLessThan(6.5);
        assertThat(figures.median()).isLessThan(300);
        assertThat(figures.worst()).isLessThan(300);
    }

    @Test
    void directMailIsOneOptionAwayAndTakesLittleMoreThanTheLatencyOfTheNetwork() {
        BroadcastLoad.Figures figures = measured("--dissemination", "direct");
        assertThat(figures.allMessagesPerOperation()).isLessThanOrEqualTo(13);
        assertThat(figures.median()).isLessThanOrEqualTo(150);
        assertThat(figures.worst()).isLessThanOrEqualTo(150);
    }

    @Test
    void aLongerWindowIsOneOptionAwayAndTakesHalfTheMessages() {
        BroadcastLoad.Figures figures = measured("--window", "170ms");
        assertThat(figures.allMessagesPerOperation()).isLessThanOrEqualTo(2.5);
        assertThat(figures.median()).isLessThanOrEqualTo(450);
        assertThat(figures.worst()).isLessThan(550);
    }

    @Test
    void theSameSeedIsTheSameRun() {
        assertThat(measuredFor(Duration.ofSeconds(2))).isEqualTo(measuredFor(Duration.ofSeconds(2)));
    }

    private static BroadcastLoad.Figures measured(String... options) {
        BroadcastLoad.Figures figures = measuredFor(Duration.ofSeconds(20), options);
        System.out.println("maelstrom " + String.join(" ", options) + ", seed " + SEED + ": " + figures);
        return figures;
    }

    private static BroadcastLoad.Figures measuredFor(Duration duration, String... options) {
        VirtualMaelstrom cluster = new VirtualMaelstrom(25, Duration.ofMillis(100), options).start();
        cluster.pass(Duration.ofSeconds(5));
        return new BroadcastLoad(cluster, SEED).run(duration, 100);
    }
}
