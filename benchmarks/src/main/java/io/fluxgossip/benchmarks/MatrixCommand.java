package io.fluxgossip.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What an exchange costs in each way to begin it. */
@Command(
        name = "reconciliation",
        description =
                "Bytes until two nodes are equal, for each form of digest and each way in which they differ, in the"
                        + " simulator. Exits with 1 if the default costs more than 1.3 times the best and 64 bytes.",
        mixinStandardHelpOptions = true)
final class MatrixCommand implements Callable<Integer> {

    @Option(names = "--quick", description = "A hundred keys only, in some seconds.")
    private boolean quick;

    @Mixin
    private Output output = new Output();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Output.Tables out = output.open();
        PrintWriter err = spec.commandLine().getErr();
        List<Cell> cells = quick ? Cell.few() : Cell.all();
        AtomicInteger done = new AtomicInteger();
        List<Matrix.Row> rows = new Matrix(cells, row -> {
                    err.println(done.incrementAndGet() + "/" + cells.size() + " " + row.cell());
                    err.flush();
                })
                .measure();
        out.write(Matrix.table(rows));
        List<Matrix.Row> over = rows.stream().filter(row -> !row.holds()).toList();
        over.forEach(row -> err.println("over the bound of " + row.bound() + " bytes: " + row));
        err.flush();
        return over.isEmpty() ? 0 : 1;
    }
}
