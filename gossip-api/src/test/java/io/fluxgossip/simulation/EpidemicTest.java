package io.fluxgossip.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fluxgossip.model.Exchanges;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeConfig.Selection;
import io.fluxgossip.model.NodeConfig.Timing;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.protocol.turn.Effect;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Anti-entropy: one update, spread by the rounds of async mode alone, against what is computed for such rounds. */
class EpidemicTest {

    private static final int SEEDS = 400;
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final String TOPIC = "t";

    @ParameterizedTest
    @CsvSource({
        "25,  PUSH_PULL, ALIGNED,     4.77",
        "100, PUSH_PULL, ALIGNED,     6.53",
        "100, PULL,      ALIGNED,     9.79",
        "100, PUSH_PULL, EXPONENTIAL, 5.13"
    })
    void theLastNodeHearsInAsManyRoundsAsTheLiteratureSays(
            int nodes, Exchanges exchanges, Timing timing, double expected) {
        double[] rounds = IntStream.range(0, SEEDS)
                .parallel()
                .mapToDouble(seed -> new Run(seed, nodes, exchanges, timing).rounds())
                .toArray();
        double mean =
                IntStream.range(0, SEEDS).mapToDouble(i -> rounds[i]).average().orElseThrow();
        double squares = IntStream.range(0, SEEDS)
                .mapToDouble(i -> Math.pow(rounds[i] - mean, 2))
                .sum();
        double error = Math.sqrt(squares / (SEEDS - 1) / SEEDS);
        System.err.printf(
                "%d nodes, %s, %s: the last one in round %.3f (s.e. %.3f), computed %.2f%n",
                nodes, exchanges, timing, mean, error, expected);
        assertThat(mean).isCloseTo(expected, within(3.5 * error + 0.005));
    }

    private static final class Run implements Observer {
        private final Simulation simulation;
        private final Timing timing;
        private final int nodes;
        private int reached;

        Run(long seed, int nodes, Exchanges exchanges, Timing timing) {
            this.timing = timing;
            this.nodes = nodes;
            simulation = new Simulation(seed)
                    .tune(config -> config.withTiming(timing)
                            .withSelection(Selection.UNIFORM)
                            .withMaxLinks(nodes)
                            .withIdleAfter(Duration.ofHours(1)))
                    .observe(this);
            simulation.network().latency(Duration.ofMillis(1));
            TopicConfig topic =
                    TopicConfig.of(TOPIC).withMode(Mode.async(INTERVAL)).withExchanges(exchanges);
            simulation.startAll(Names.of(nodes), topic);
            simulation.advance(INTERVAL.multipliedBy(5));
        }

        /** A round reads the state at its start, since links take a moment and rounds are long. */
        double rounds() {
            Duration start = simulation.time();
            if (timing == Timing.ALIGNED) {
                long past = simulation.millis() % INTERVAL.toMillis();
                simulation.advance(INTERVAL.minusMillis(past).dividedBy(2));
                start = simulation.time().minusMillis(simulation.millis() % INTERVAL.toMillis());
            }
            simulation.node("n00000").put(TOPIC, "k", "v");
            assertThat(simulation.runUntil(() -> reached == nodes, INTERVAL.multipliedBy(100)))
                    .isTrue();
            double rounds = (double) simulation.time().minus(start).toNanos() / INTERVAL.toNanos();
            return timing == Timing.ALIGNED ? Math.floor(rounds) : rounds;
        }

        @Override
        public void changed(NodeView node, Effect.Changed changed) {
            reached++;
        }
    }
}
