package io.fluxgossip.benchmarks.commands;

import io.fluxgossip.benchmarks.simulator.Cell;
import io.fluxgossip.benchmarks.simulator.Matrix;
import io.fluxgossip.benchmarks.tables.MatrixTable;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What an exchange costs in each way to begin it. */
@Command(
        name = "reconciliation",
        description =
                "Bytes until two nodes are equal, for each form of digest and each way in which they differ, in the"
                        + " simulator. Exits with 1 if the default costs more than 1.3 times the best and 64 bytes.",
        mixinStandardHelpOptions = true)
final class MatrixCommand extends TablesCommand<List<Matrix.Row>> {

    @Option(names = "--quick", description = "A hundred keys only, in some seconds.")
    private boolean quick;

    @Override
    List<Matrix.Row> measure(CommandSpec command) {
        PrintWriter err = command.commandLine().getErr();
        List<Cell> cells = quick ? Cell.few() : Cell.all();
        AtomicInteger done = new AtomicInteger();
        return new Matrix(cells, row -> {
                    err.println(done.incrementAndGet() + "/" + cells.size() + " " + row.cell());
                    err.flush();
                })
                .measure();
    }

    @Override
    String tables(List<Matrix.Row> rows) {
        return MatrixTable.of(rows);
    }

    @Override
    int finish(List<Matrix.Row> rows, CommandSpec command) {
        PrintWriter err = command.commandLine().getErr();
        List<Matrix.Row> over = rows.stream().filter(row -> !row.holds()).toList();
        over.forEach(row -> err.println("over the bound of " + row.bound() + " bytes: " + row));
        err.flush();
        return over.isEmpty() ? 0 : 1;
    }
}
