package io.fluxgossip.benchmarks.tables;

import io.fluxgossip.benchmarks.charts.Bars;
import io.fluxgossip.benchmarks.clusters.ClusterRuns.Result;
import io.fluxgossip.benchmarks.clusters.Figure;
import io.fluxgossip.benchmarks.edge.EdgeRuns;
import io.fluxgossip.benchmarks.edge.EdgeTrial.Contender;
import io.fluxgossip.benchmarks.jmh.JmhRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/**
 * The page: what was measured, and of each part the command that prints it.
 *
 * @param quick whether it was measured in ten minutes
 * @param sizes of clusters, where they are not what they are by default; empty else
 */
public record Report(
        boolean quick, List<Integer> sizes, EdgeRuns.Result edge, JmhRuns.Results jmh, List<Result> clusters) {

    /** Nodes of the clusters of a quick report. */
    public static final List<Integer> QUICK = List.of(16);

    public String text() throws IOException {
        return Machine.text() + "\nWritten by `java -jar benchmarks/target/benchmarks.jar report"
                + (quick ? " --quick" : "") + nodes(sizes) + "`.\n"
                + part("The lines", Lines.of(edge, jmh, clusters), "")
                + part("Two nodes and the floor", picture("edge") + EdgeTables.of(edge), "edge")
                + part("Clusters", clusterText(), "clusters")
                + part("Single operations", JmhTables.of(jmh), "jmh");
    }

    private String part(String title, String text, String command) {
        String by = command.isEmpty()
                ? ""
                : "`java -jar benchmarks/target/benchmarks.jar " + command + (quick ? " --quick" : "")
                        + (command.equals("clusters") ? nodes(quick && sizes.isEmpty() ? QUICK : sizes) : "")
                        + "`\n\n";
        return "\n## " + title + "\n\n" + by + text;
    }

    private static String nodes(List<Integer> sizes) {
        String listed = sizes.stream().map(String::valueOf).collect(Collectors.joining(","));
        return listed.isEmpty() ? "" : " --nodes " + listed;
    }

    private String clusterText() {
        return picture("latency") + picture("rate") + picture("bytes") + ClusterTables.of(clusters);
    }

    private static String picture(String name) {
        return "![" + name + "](benchmarks-" + name + ".svg)\n\n";
    }

    /** Pictures of the largest cluster, and of two nodes. */
    public void drawBeside(Path page) throws IOException {
        for (Map.Entry<String, String> picture : pictures().entrySet()) {
            Path at = page.resolveSibling("benchmarks-" + picture.getKey() + ".svg");
            Files.writeString(at, picture.getValue());
        }
    }

    private Map<String, String> pictures() {
        int nodes = clusters.stream().mapToInt(Result::nodes).max().orElse(0);
        Map<String, String> pictures = new LinkedHashMap<>();
        pictures.put("edge", edgePicture());
        pictures.put(
                "latency",
                picture(
                        nodes + " nodes: a write until all have it, median (shorter is better)",
                        nodes,
                        Figure.SEEN_P50,
                        value -> NumberText.number(value) + " ms"));
        pictures.put(
                "rate",
                picture(
                        nodes + " nodes: updates per second of one writer until all are equal (longer is better)",
                        nodes,
                        Figure.ONE_RATE,
                        value -> NumberText.number(value) + "/s"));
        pictures.put(
                "bytes",
                picture(
                        nodes + " nodes: bytes for a single update and replica (shorter is better)",
                        nodes,
                        Figure.SINGLE_BYTES,
                        NumberText::bytes));
        return pictures;
    }

    private String picture(String title, int nodes, Figure figure, DoubleFunction<String> words) {
        Bars bars = new Bars(title, words);
        clusters.stream()
                .filter(result -> result.nodes() == nodes)
                .forEach(result -> bars.add(result.peer().name(), result.get(figure), ClusterTables.isOurs(result)));
        return bars.svg();
    }

    private String edgePicture() {
        Bars bars = new Bars(
                "Two nodes: updates per second, by load (longer is better)", value -> NumberText.number(value) + "/s");
        edge.bursts().forEach((load, slices) -> {
            String name = EdgeTables.size(load) + (load.isDistinct() ? "" : ", hot");
            bars.add(name + ": nodes", EdgeTables.perSecond(load, slices, Contender.NODES), true);
            bars.add(name + ": RSocket", EdgeTables.perSecond(load, slices, Contender.RSOCKET), false);
            bars.add(name + ": TCP", EdgeTables.perSecond(load, slices, Contender.TCP), false);
        });
        return bars.svg();
    }
}
