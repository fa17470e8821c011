package io.fluxgossip.benchmarks.simulator;

import io.fluxgossip.benchmarks.jvm.Heap;
import io.fluxgossip.model.Dissemination;
import io.fluxgossip.model.Dissemination.Stop;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeConfig;
import io.fluxgossip.model.NodeConfig.Timing;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.rsocket.WireSize;
import io.fluxgossip.simulation.Convergence;
import io.fluxgossip.simulation.Experiment;
import io.fluxgossip.simulation.LogisticModel;
import io.fluxgossip.simulation.Simulation;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How many rounds an update takes until the last node has it, from ten nodes to a hundred thousand. */
public final class Growth {

    static final int FANOUT = 3;

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final TopicConfig TOPIC = TopicConfig.of("topic");
    private static final long SEED = 1;
    private static final int IDLE_NODES = 10_000;

    private final int most;
    private final PrintWriter progress;

    /**
     * Measures sizes of clusters up to this one.
     *
     * @param most nodes, where it ends
     */
    public Growth(int most, PrintWriter progress) {
        this.most = most;
        this.progress = progress;
    }

    /** One size of cluster. */
    public record Row(int nodes, int runs, Convergence rumor, Convergence exchange) {

        /**
         * Rounds until all have it if everyone who has it tells {@code FANOUT} others in each (Pittel, SIAM J. Appl.
         * Math. 1987).
         */
        public double pittel() {
            return Math.log(nodes) / Math.log(1 + FANOUT) + Math.log(nodes) / FANOUT;
        }

        /** Rounds until all but one in ten thousand have it. */
        public int logistic() {
            return new LogisticModel(nodes, FANOUT, 0, 0, INTERVAL).curve().size() - 1;
        }
    }

    private record Size(int nodes, int runs) {}

    private static List<Size> sizes() {
        return List.of(
                new Size(10, 200),
                new Size(30, 200),
                new Size(100, 100),
                new Size(300, 50),
                new Size(1_000, 20),
                new Size(3_000, 8),
                new Size(10_000, 3),
                new Size(30_000, 1),
                new Size(100_000, 1));
    }

    public List<Row> measure() {
        List<Row> rows = new ArrayList<>();
        for (Size size : sizes()) {
            if (size.nodes() <= most) {
                rows.add(new Row(
                        size.nodes(), size.runs(), run(rumor(size.nodes()), size), run(exchange(size.nodes()), size)));
            }
        }
        return rows;
    }

    private static Experiment rumor(int nodes) {
        TopicConfig topic =
                TOPIC.withMode(Mode.sync()).withDissemination(Dissemination.rumor(FANOUT, INTERVAL, Stop.never()));
        return new Experiment(topic, false, NodeConfig.ANNOUNCE_AFTER, INTERVAL, world(nodes), Experiment.Load.ONE);
    }

    private static Experiment exchange(int nodes) {
        return new Experiment(
                TOPIC.withMode(Mode.async(INTERVAL)),
                true,
                NodeConfig.ANNOUNCE_AFTER,
                INTERVAL,
                world(nodes),
                Experiment.Load.ONE);
    }

    private static Experiment.World world(int nodes) {
        return new Experiment.World(nodes, Timing.ALIGNED, Duration.ZERO, Duration.ZERO, 0, 0);
    }

    private Convergence run(Experiment experiment, Size size) {
        int workers = Math.min(size.runs(), Runtime.getRuntime().availableProcessors());
        long begin = System.nanoTime();
        Convergence convergence = experiment.run(size.runs(), SEED, workers, WireSize::bytesOf, done -> {});
        double seconds = (System.nanoTime() - begin) / 1e9;
        say(
                "%,d nodes, %s, %d runs: %.2f rounds; %.1f s, %,.0f events a second with %d threads",
                size.nodes(),
                experiment.topic().mode().pushes() ? "rumors" : "exchanges",
                size.runs(),
                convergence.rounds().mean(),
                seconds,
                convergence.events() / seconds,
                workers);
        return convergence;
    }

    /** What a node takes that has nothing to do: the heap with many of them less that without. */
    public void sayBytesOfAnIdleNode() {
        long before = Heap.reachableBytes();
        Simulation simulation = new Simulation(SEED);
        TopicConfig topic = TOPIC.withMode(Mode.async(Duration.ofDays(1)));
        simulation.startAll(
                IntStream.range(0, IDLE_NODES)
                        .mapToObj(i -> String.format(Locale.ROOT, "n%06d", i))
                        .toList(),
                topic);
        long after = Heap.reachableBytes();
        say(
                "%,d bytes for each of %,d nodes",
                (after - before) / IDLE_NODES, simulation.living().size());
    }

    private void say(String format, Object... arguments) {
        progress.println(String.format(Locale.ROOT, format, arguments));
        progress.flush();
    }
}
