package io.fluxgossip.benchmarks.clusters;

import io.fluxgossip.benchmarks.clusters.peers.Peer;
import io.fluxgossip.benchmarks.jvm.Jvm;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Each peer in each size, one after the other, each in a JVM of its own. */
public final class ClusterRuns {

    /**
     * Whoever is not over by then has told what it found before. Fourteen peers in three sizes are over in an hour so.
     */
    private static final Duration AT_MOST = Duration.ofSeconds(80);

    private final List<Peer> peers;
    private final List<Integer> sizes;
    private final Course.Length length;
    private final Jvm jvm;
    private final Consumer<String> progress;

    /**
     * Measures these peers in these sizes.
     *
     * @param jvm starts the program whose command {@code trial} measures one cluster
     * @param progress is told what comes next
     */
    public ClusterRuns(
            List<Peer> peers, List<Integer> sizes, Course.Length length, Jvm jvm, Consumer<String> progress) {
        this.peers = peers;
        this.sizes = sizes;
        this.length = length;
        this.jvm = jvm;
        this.progress = progress;
    }

    /**
     * What came of one.
     *
     * @param broken why it has ended before its time; null if it has not
     */
    public record Result(
            Peer peer,
            int nodes,
            Map<Figure, Double> figures,
            @Nullable String broken) {

        /** NaN if there is none. */
        public double get(Figure figure) {
            return figures.getOrDefault(figure, Double.NaN);
        }
    }

    public List<Result> measure() throws IOException {
        int smallest = Collections.min(sizes);
        List<Result> results = new ArrayList<>();
        for (int size : sizes) {
            for (Peer peer : peers) {
                progress.accept("clusters " + (results.size() + 1) + "/" + sizes.size() * peers.size() + ": "
                        + peer.name() + ", " + size + " nodes");
                results.add(measure(peer, size, size == smallest));
            }
        }
        return results;
    }

    private Result measure(Peer peer, int nodes, boolean all) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("trial", "--peer", peer.name(), "--nodes", String.valueOf(nodes), "--length", length.name()));
        if (all) {
            arguments.add("--all");
        }
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        String broken = jvm.run(arguments, AT_MOST, line -> read(line, figures));
        if (broken != null) {
            progress.accept(peer.name() + ", " + nodes + " nodes: " + broken);
        }
        return new Result(peer, nodes, figures, broken);
    }

    /** Lines of others are none of ours. */
    private static void read(String line, Map<Figure, Double> figures) {
        for (Figure figure : Figure.values()) {
            if (line.startsWith(figure + "=")) {
                figures.put(figure, Double.valueOf(line.substring(figure.name().length() + 1)));
            }
        }
    }
}
