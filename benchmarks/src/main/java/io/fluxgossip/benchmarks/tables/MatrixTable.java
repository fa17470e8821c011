package io.fluxgossip.benchmarks.tables;

import io.fluxgossip.benchmarks.simulator.Cell;
import io.fluxgossip.benchmarks.simulator.Matrix;
import io.fluxgossip.model.Reconciliation;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The costs of all forms of digest, as Markdown. */
public final class MatrixTable {

    private MatrixTable() {}

    public static String of(List<Matrix.Row> rows) {
        String head =
                Stream.of(Reconciliation.values()).map(Reconciliation::toString).collect(Collectors.joining(" | "));
        StringBuilder page = new StringBuilder();
        page.append("| origins | keys | missing | at | ").append(head).append(" | auto by the best |\n");
        page.append("|---:|---:|---:|---|")
                .append("---:|".repeat(Reconciliation.values().length + 1))
                .append("\n");
        rows.forEach(row -> page.append(line(row)));
        return page.toString();
    }

    private static String line(Matrix.Row row) {
        Cell cell = row.cell();
        String where = cell.missing() == 0 ? "" : cell.overlap() == Cell.Overlap.ONE_SIDE ? "one" : "both";
        String missing = cell.missing() == cell.keys() ? "all" : number(cell.missing());
        String bytes = Stream.of(Reconciliation.values())
                .map(form -> form == row.best() ? "**" + number(row.bytesOf(form)) + "**" : number(row.bytesOf(form)))
                .collect(Collectors.joining(" | "));
        double ratio = row.bytesOf(Reconciliation.AUTO) / (double) row.bytesOf(row.best());
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %.2f |\n",
                number(cell.origins()),
                number(cell.keys()),
                missing,
                where,
                bytes,
                ratio);
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
