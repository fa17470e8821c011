package io.fluxgossip.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Dissemination;
import io.fluxgossip.model.Dissemination.Stop;
import io.fluxgossip.model.Message;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeConfig.Timing;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.protocol.Effect;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Aligned rounds, no latency: what the literature computes. */
class RumorTest {

    private static final String TOPIC = "t";
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** With three peers told in each round and no end, the last of n nodes hears in this round (mean over many runs). */
    @Test
    void anEpidemicThatNeverStopsReachesTheLastNodeInLogarithmicTime() {
        assertThat(meanLastRound(30, Dissemination.rumor(3, INTERVAL, Stop.never()), 200))
                .isBetween(4.23 - 0.15, 4.23 + 0.15);
        assertThat(meanLastRound(100, Dissemination.rumor(3, INTERVAL, Stop.never()), 100))
                .isBetween(5.64 - 0.2, 5.64 + 0.2);
    }

    private static double meanLastRound(int nodes, Dissemination dissemination, int runs) {
        return LongStream.range(0, runs)
                .parallel()
                .mapToInt(seed -> new Run(seed, nodes, dissemination).lastRound())
                .average()
                .orElseThrow();
    }

    private static final class Run implements Observer {
        private final Simulation simulation;
        private final int nodes;
        private int reached;
        private Duration last = Duration.ZERO;
        private Duration start = Duration.ZERO;

        Run(long seed, int nodes, Dissemination dissemination) {
            this.nodes = nodes;
            simulation = new Simulation(seed).observe(this).tune(config -> config.withTiming(Timing.ALIGNED));
            simulation.network().latency(Duration.ZERO);
            TopicConfig topic = TopicConfig.of(TOPIC)
                    .withMode(Mode.sync().repairEvery(Duration.ofDays(1)))
                    .withDissemination(dissemination);
            for (int i = 0; i < nodes; i++) {
                simulation.start(String.format("n%04d", i), topic);
            }
        }

        int lastRound() {
            simulation.advance(Duration.ofSeconds(10));
            start = simulation.time();
            simulation.node("n0000").put(TOPIC, "k", "v");
            boolean all = simulation.runUntil(() -> reached == nodes, Duration.ofSeconds(60));
            assertThat(all).isTrue();
            return (int) last.minus(start).toSeconds();
        }

        @Override
        public void changed(SimulatedNode node, Effect.Changed changed) {
            reached++;
            last = simulation.time();
        }

        @Override
        public void sent(SimulatedNode from, NodeId to, Message message) {}
    }
}
