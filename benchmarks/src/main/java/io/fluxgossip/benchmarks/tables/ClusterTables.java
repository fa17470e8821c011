package io.fluxgossip.benchmarks.tables;

import io.fluxgossip.benchmarks.clusters.ClusterRuns.Result;
import io.fluxgossip.benchmarks.clusters.Figure;
import io.fluxgossip.benchmarks.clusters.peers.Peer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Clusters as Markdown. */
public final class ClusterTables {

    private static final String UPDATES = """
            | | seen on all, p50 | p99 | one writer | all write | bytes, single | bytes, burst | bytes, all write | packets, single | packets, burst | idle |
            |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
            """;

    private static final String NODES = """
            | | heap | threads | 1,000 keys | 10,000 keys | 100,000 keys | heap, stalled | updates/s, stalled |
            |---|---:|---:|---:|---:|---:|---:|---:|
            """;

    private static final String SETTINGS = """
            | | settings |
            |---|---|
            """;

    private ClusterTables() {}

    public static String of(List<Result> results) {
        StringBuilder text = new StringBuilder();
        List<Integer> sizes = results.stream().map(Result::nodes).distinct().toList();
        for (int size : sizes) {
            List<Result> of =
                    results.stream().filter(result -> result.nodes() == size).toList();
            text.append("### ").append(size).append(" nodes\n\n").append(UPDATES);
            of.forEach(result -> text.append(updates(result)));
            text.append("\n").append(winners(of)).append("\n");
        }
        int smallest = sizes.stream().min(Comparator.naturalOrder()).orElseThrow();
        text.append("### What a node takes, joining, and a reader that stalls, among ")
                .append(smallest)
                .append(" nodes\n\n")
                .append(NODES);
        results.stream().filter(result -> result.nodes() == smallest).forEach(result -> text.append(node(result)));
        text.append("\n### Settings\n\n").append(SETTINGS);
        results.stream().map(Result::peer).distinct().forEach(peer -> text.append(settings(peer)));
        return text.toString();
    }

    private static String row(Result result, Stream<String> cells) {
        return cells.collect(Collectors.joining(" | ", "| `" + result.peer().name() + "` | ", " |\n"));
    }

    private static String updates(Result result) {
        return row(
                result,
                Stream.of(
                        cell(result, Figure.SEEN_P50, value -> NumberText.number(value) + " ms"),
                        cell(result, Figure.SEEN_P99, value -> NumberText.number(value) + " ms"),
                        rate(result, Figure.ONE_RATE),
                        rate(result, Figure.ALL_RATE),
                        cell(result, Figure.SINGLE_BYTES, NumberText::bytes),
                        burst(result, Figure.ONE_RATE, Figure.ONE_BYTES, NumberText::bytes),
                        burst(result, Figure.ALL_RATE, Figure.ALL_BYTES, NumberText::bytes),
                        cell(result, Figure.SINGLE_PACKETS, NumberText::number),
                        burst(result, Figure.ONE_RATE, Figure.ONE_PACKETS, NumberText::number),
                        cell(result, Figure.IDLE_BYTES, NumberText::bytes)));
    }

    private static String node(Result result) {
        return row(
                result,
                Stream.of(
                        cell(result, Figure.HEAP, NumberText::bytes),
                        cell(result, Figure.THREADS, NumberText::number),
                        join(result, Figure.JOIN_1000),
                        join(result, Figure.JOIN_10000),
                        join(result, Figure.JOIN_100000),
                        cell(result, Figure.STALL_HEAP, NumberText::bytes),
                        rate(result, Figure.STALL_RATE)));
    }

    private static String settings(Peer peer) {
        return "| `" + peer.name() + "` | " + peer.settings() + " |\n";
    }

    private static String cell(Result result, Figure figure, Function<Double, String> words) {
        double value = result.get(figure);
        return Double.isNaN(value) ? "-" : Double.isInfinite(value) ? "not in time" : words.apply(value);
    }

    private static String rate(Result result, Figure figure) {
        double value = result.get(figure);
        return Double.isNaN(value) ? "-" : value == 0 ? "not equal" : NumberText.number(value) + "/s";
    }

    /** What was sent until the replicas were equal says nothing if they were not. */
    private static String burst(Result result, Figure rate, Figure figure, Function<Double, String> words) {
        return result.get(rate) > 0 ? cell(result, figure, words) : "-";
    }

    private static String join(Result result, Figure figure) {
        return result.figures().containsKey(figure) && Double.isNaN(result.get(figure))
                ? "not filled"
                : cell(result, figure, value -> NumberText.number(value) + " s");
    }

    // Who is best

    private static String winners(List<Result> results) {
        return winner("Soonest seen on all (median)", results, Figure.SEEN_P50, false)
                + winner("Most updates per second by one writer", results, Figure.ONE_RATE, true)
                + winner("Most updates per second by all", results, Figure.ALL_RATE, true)
                + winner("Least bytes for a single update", results, Figure.SINGLE_BYTES, false)
                + winner("Least bytes in a burst", results, Figure.ONE_BYTES, false)
                + winner("Least idle traffic", results, Figure.IDLE_BYTES, false);
    }

    private static String winner(String what, List<Result> results, Figure figure, boolean most) {
        Optional<Result> ours = best(results, figure, most, true);
        Optional<Result> theirs = best(results, figure, most, false);
        if (ours.isEmpty() || theirs.isEmpty()) {
            return "";
        }
        double us = ours.get().get(figure);
        double them = theirs.get().get(figure);
        boolean won = most ? us >= them : us <= them;
        Result first = won ? ours.get() : theirs.get();
        Result second = won ? theirs.get() : ours.get();
        double ratio = Math.max(us, them) / Math.min(us, them);
        String times = Double.isInfinite(ratio)
                ? "sends some"
                : "is at " + NumberText.number(most ? 1 / ratio : ratio) + " times that";
        return "- " + what + ": `" + first.peer().name() + "`; "
                + (won ? "the best peer, `" : "a peer wins. The best of this project, `")
                + second.peer().name() + "`, " + times + ".\n";
    }

    /** Of those whose replicas were equal. */
    private static Optional<Result> best(List<Result> results, Figure figure, boolean most, boolean ours) {
        Comparator<Result> by = Comparator.comparingDouble(result -> result.get(figure));
        return results.stream()
                .filter(result -> isOurs(result) == ours)
                .filter(result -> Double.isFinite(result.get(figure)))
                .filter(result -> figure != Figure.ONE_BYTES || result.get(Figure.ONE_RATE) > 0)
                .max(most ? by : by.reversed());
    }

    static boolean isOurs(Result result) {
        return result.peer().name().startsWith("flux ");
    }
}
