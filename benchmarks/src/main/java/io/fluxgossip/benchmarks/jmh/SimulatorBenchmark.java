package io.fluxgossip.benchmarks.jmh;

import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.simulation.NodeView;
import io.fluxgossip.simulation.Observer;
import io.fluxgossip.simulation.SimulatedNode;
import io.fluxgossip.simulation.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A hundred simulated nodes, and updates that spread among them by the default strategy. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class SimulatorBenchmark {

    private static final String TOPIC = "topic";
    private static final Duration STEP = Duration.ofMillis(100);

    /** What happens in it. */
    @AuxCounters
    @State(Scope.Thread)
    public static class Events implements Observer {

        /** Inputs of cores. */
        public long events;

        /** In each iteration anew. */
        @Setup(Level.Iteration)
        public void begin() {
            events = 0;
        }

        @Override
        public void stepped(NodeView node) {
            events++;
        }
    }

    /** Nodes that know each other. */
    @State(Scope.Thread)
    public static class Cluster {
        private Simulation simulation = new Simulation(1);
        private List<SimulatedNode> nodes = List.of();
        private int written;

        /** With all connections up. */
        @Setup(Level.Iteration)
        public void start() {
            simulation = new Simulation(1);
            simulation.network().latency(Duration.ofMillis(1), Duration.ofMillis(50));
            List<String> names = IntStream.range(0, 100)
                    .mapToObj(number -> String.format(Locale.ROOT, "node-%03d", number))
                    .toList();
            nodes = simulation.startAll(names, TopicConfig.of(TOPIC));
            simulation.advance(Duration.ofSeconds(5));
        }
    }

    /** A tenth of a second with ten updates. */
    @Benchmark
    public void advance(Cluster cluster, Events events) {
        cluster.simulation.observe(events);
        for (int i = 0; i < 10; i++) {
            int number = cluster.written++;
            cluster.nodes.get(number % cluster.nodes.size()).put(TOPIC, "key-" + number % 1_000, "value");
        }
        cluster.simulation.advance(STEP);
    }
}
