package io.fluxgossip.benchmarks.tables;

import io.fluxgossip.benchmarks.charts.LogChart;
import io.fluxgossip.benchmarks.simulator.Growth;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Growth as Markdown, and as a picture. */
public final class GrowthTable {

    private static final String HEAD = """
            | nodes | runs | rumors, last node | by Pittel | by the logistic formula | updates sent a node | exchanges, last node | by log3 n | exchanges a node |
            |---:|---:|---:|---:|---:|---:|---:|---:|---:|
            """;

    private GrowthTable() {}

    public static String of(List<Growth.Row> rows) {
        StringBuilder table = new StringBuilder(HEAD);
        rows.forEach(row -> table.append(line(row)));
        return table.toString();
    }

    private static String line(Growth.Row row) {
        return String.format(
                Locale.ROOT,
                "| %,d | %d | %.2f | %.2f | %d | %.1f | %.2f | %.2f | %.1f |%n",
                row.nodes(),
                row.runs(),
                row.rumor().rounds().mean(),
                row.pittel(),
                row.logistic(),
                row.rumor().payloads() / row.nodes(),
                row.exchange().rounds().mean(),
                log3(row),
                exchanges(row) / row.nodes());
    }

    private static double log3(Growth.Row row) {
        return Math.log(row.nodes()) / Math.log(3);
    }

    private static double exchanges(Growth.Row row) {
        return row.exchange().messages().entrySet().stream()
                .filter(kind -> kind.getKey().toString().equals("exchange"))
                .mapToDouble(kind -> kind.getValue())
                .sum();
    }

    public static String picture(List<Growth.Row> rows) {
        return new LogChart("nodes", "rounds until the last node has the update")
                .dotted("Pittel's formula for rumors", "#888", points(rows, Growth.Row::pittel))
                .line(
                        "rumors, fanout 3",
                        "#06c",
                        points(rows, row -> row.rumor().rounds().mean()))
                .dotted("log3 n", "#c86", points(rows, GrowthTable::log3))
                .line(
                        "exchanges, push and pull",
                        "#c40",
                        points(rows, row -> row.exchange().rounds().mean()))
                .svg();
    }

    private static List<LogChart.Point> points(List<Growth.Row> rows, ToDoubleFunction<Growth.Row> rounds) {
        return rows.stream()
                .map(row -> new LogChart.Point(row.nodes(), rounds.applyAsDouble(row)))
                .toList();
    }
}
