package io.fluxgossip.benchmarks.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * A command that measures, and writes tables.
 *
 * @param <R> what it measures
 */
abstract class TablesCommand<R> implements Callable<Integer> {

    @Mixin
    private Output output = new Output();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Whether the tables can be written is known before anything is measured. */
    @Override
    public final Integer call() throws Exception {
        check(spec);
        Output.Tables out = output.open();
        R results = measure(spec);
        out.write(tables(results));
        return finish(results, spec);
    }

    /** The page that the tables are written to, if it is one. */
    final Optional<Path> page() {
        return output.page();
    }

    /** Refuses options that make no sense. */
    void check(CommandSpec command) {}

    /** Measures; what is printed to the command's stderr meanwhile tells how far it is. */
    abstract R measure(CommandSpec command) throws Exception;

    /** The results as Markdown. */
    abstract String tables(R results);

    /**
     * Does what is left when the tables are written.
     *
     * @return the status that the program exits with
     */
    int finish(R results, CommandSpec command) throws IOException {
        return 0;
    }
}
