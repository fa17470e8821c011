package io.fluxgossip.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fluxgossip.model.Dissemination;
import io.fluxgossip.model.Dissemination.Stop;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeConfig.Timing;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.turn.Effect;
import java.time.Duration;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Aligned rounds, no latency: what the literature computes. */
class RumorTest {

    private static final String TOPIC = "t";
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** Table 1 of the paper: rumors spread by push, with feedback and counters, among 1,000 nodes. */
    record Row(int k, double residue, double traffic, double last) {}

    static Stream<Row> table() {
        return Stream.of(new Row(1, 0.18, 1.7, 16.8), new Row(2, 0.037, 3.3, 16.9), new Row(3, 0.011, 4.5, 17.4));
    }

    /**
     * The paper counts useless contacts in a row: counted all together, the residue for k = 2 would be .048.
     */
    @ParameterizedTest
    @MethodSource("table")
    void uselessContactsInARowEndARumorAsInThePaper(Row row) {
        List<Figures> runs =
                runs(200, 1_000, Dissemination.rumor(1, INTERVAL, Stop.useless(row.k())), Run::untilNobodyTells);
        Sample residue = Sample.of(runs, run -> 1 - run.reached() / 1_000.0);
        Sample traffic = Sample.of(runs, run -> run.updates() / 1_000.0);
        Sample last = Sample.of(runs, Figures::lastRound);
        System.err.printf("useless:%d: residue %s, traffic %s, last %s%n", row.k(), residue, traffic, last);
        residue.mustAgreeWith(row.residue(), row.k() == 1 ? 0.005 : 0.0005);
        traffic.mustAgreeWith(row.traffic(), 0.05);
        last.mustAgreeWith(row.last(), 0.05);
    }

    /** With three peers told in each round and no end, the last of n nodes hears in this round. */
    @ParameterizedTest
    @CsvSource({"30, 4.23, 200", "100, 5.64, 200", "1000, 8.17, 40"})
    void anEpidemicThatNeverStopsReachesTheLastNodeInLogarithmicTime(int nodes, double expected, int seeds) {
        List<Figures> runs =
                runs(seeds, nodes, Dissemination.rumor(3, INTERVAL, Stop.never()), Run::untilAllAreReached);
        Sample last = Sample.of(runs, Figures::lastRound);
        System.err.printf("never, fanout 3: the last of %d nodes in round %s%n", nodes, last);
        last.mustAgreeWith(expected, 0.005);
    }

    /**
     * The answer of a peer that knew it comes when the next rounds have begun, and some are lost: it ends all the same.
     */
    @ParameterizedTest
    @CsvSource({"0, 15", "0.1, 30"})
    void aRumorEndsThoughItsFeedbackTakesLongerThanARound(double loss, int mostPayloadsPerNode) {
        Run run = new Run(
                1,
                100,
                Dissemination.rumor(),
                simulation ->
                        simulation.network().latency(Duration.ofMillis(100)).loss(loss));
        run.simulation.advance(Duration.ofSeconds(60));
        int updates = run.updates;
        System.err.println("links of 100 ms, loss " + loss + ": " + updates / 100.0 + " payloads per node");
        assertThat(run.reached).isGreaterThan(95);
        assertThat(updates).isLessThan(100 * mostPayloadsPerNode);
        run.simulation.advance(Duration.ofSeconds(60));
        assertThat(run.updates).as("nobody tells it any more").isEqualTo(updates);
    }

    /** Who has not opened the topic never says that it knew. */
    @Test
    void aRumorEndsThoughMostPeersDoNotHaveTheTopic() {
        int[] pushes = new int[1];
        Simulation simulation = new Simulation(1).observe(new Observer() {
            @Override
            public void sent(NodeView from, NodeId to, Message message) {
                pushes[0] += message instanceof Message.Push ? 1 : 0;
            }
        });
        TopicConfig topic = TopicConfig.of(TOPIC)
                .withMode(Mode.sync().repairEvery(Duration.ofDays(1)))
                .withDissemination(Dissemination.rumor());
        simulation.startAll(List.of("a", "b"), topic);
        simulation.startAll(Names.of(7));
        for (int i = 0; i < 100; i++) {
            simulation.node("a").put(TOPIC, "k" + i, "v");
            simulation.advance(Duration.ofMillis(250));
        }
        simulation.advance(Duration.ofMinutes(2));
        int told = pushes[0];
        simulation.advance(Duration.ofMinutes(2));
        assertThat(simulation.node("b").state(TOPIC)).hasSize(100);
        assertThat(pushes[0]).as("nobody tells it any more").isEqualTo(told);
    }

    private static List<Figures> runs(int seeds, int nodes, Dissemination dissemination, Consumer<Run> course) {
        return IntStream.range(0, seeds)
                .parallel()
                .mapToObj(seed -> {
                    Run run = new Run(seed, nodes, dissemination, Run::alignedWithoutLatency);
                    course.accept(run);
                    return new Figures(run.reached, run.updates, run.lastRound());
                })
                .toList();
    }

    private record Figures(int reached, int updates, int lastRound) {}

    /** A mean and how far it may be from the true one. */
    private record Sample(double mean, double standardError) {

        static Sample of(List<Figures> runs, ToDoubleFunction<Figures> figure) {
            DoubleSummaryStatistics values = runs.stream().mapToDouble(figure).summaryStatistics();
            double mean = values.getAverage();
            double squares = runs.stream()
                    .mapToDouble(run -> Math.pow(figure.applyAsDouble(run) - mean, 2))
                    .sum();
            return new Sample(mean, Math.sqrt(squares / (runs.size() - 1) / runs.size()));
        }

        /** Within 3.5 standard errors, and what the printed figure leaves open. */
        void mustAgreeWith(double published, double rounding) {
            assertThat(mean).isCloseTo(published, within(3.5 * standardError + rounding));
        }

        @Override
        public String toString() {
            return String.format("%.4f (s.e. %.4f)", mean, standardError);
        }
    }

    private static final class Run implements Observer {
        private final Simulation simulation;
        private final int nodes;
        private int reached;
        private int updates;
        private Duration last = Duration.ZERO;
        private Duration start = Duration.ZERO;

        Run(long seed, int nodes, Dissemination dissemination, Consumer<Simulation> world) {
            this.nodes = nodes;
            simulation = new Simulation(seed).observe(this);
            world.accept(simulation);
            TopicConfig topic = TopicConfig.of(TOPIC)
                    .withMode(Mode.sync().repairEvery(Duration.ofDays(1)))
                    .withDissemination(dissemination);
            simulation.startAll(Names.of(nodes), topic);
            simulation.advance(Duration.ofSeconds(10));
            start = simulation.time();
            simulation.node("n00000").put(TOPIC, "k", "v");
        }

        static void alignedWithoutLatency(Simulation simulation) {
            simulation
                    .tune(config -> config.withTiming(Timing.ALIGNED))
                    .network()
                    .latency(Duration.ZERO);
        }

        void untilAllAreReached() {
            boolean all = simulation.runUntil(() -> reached == nodes, Duration.ofSeconds(60));
            assertThat(all).isTrue();
        }

        void untilNobodyTells() {
            simulation.advance(Duration.ofSeconds(100));
        }

        int lastRound() {
            return (int) last.minus(start).toSeconds();
        }

        @Override
        public void changed(NodeView node, Effect.Changed changed) {
            reached++;
            last = simulation.time();
        }

        @Override
        public void sent(NodeView from, NodeId to, Message message) {
            updates += message instanceof Message.Push ? 1 : 0;
        }
    }
}
