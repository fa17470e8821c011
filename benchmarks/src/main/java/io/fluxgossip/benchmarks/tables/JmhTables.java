package io.fluxgossip.benchmarks.tables;

import io.fluxgossip.benchmarks.jmh.JmhRuns;
import io.fluxgossip.benchmarks.jmh.JmhRuns.Row;

/** Single operations as Markdown. */
public final class JmhTables {

    private static final String HEAD = """
            | | time | ± | allocated |
            |---|---:|---:|---:|
            """;

    private JmhTables() {}

    public static String of(JmhRuns.Results results) {
        StringBuilder text = new StringBuilder(HEAD);
        results.rows().forEach(row -> text.append(row(row)));
        text.append("\nHeap of one entry with a key of 16 B and a value of 64 B, all in: **")
                .append(NumberText.number(results.heapWritten()))
                .append(" B** where it was written, **")
                .append(NumberText.number(results.heapHeard()))
                .append(" B** where it was read off the wire.\n");
        return text.toString();
    }

    private static String row(Row row) {
        String error = Double.isNaN(row.error()) ? "-" : NumberText.number(row.error());
        String allocated = Double.isNaN(row.allocated()) ? "-" : NumberText.number(row.allocated()) + " B";
        return "| `" + row.name() + "` | " + NumberText.number(row.score()) + " " + row.unit() + " | " + error + " | "
                + allocated + " |\n";
    }
}
