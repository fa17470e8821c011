package io.fluxgossip.benchmarks;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that measures, and writes tables. */
abstract class TablesCommand implements Callable<Integer> {

    @Mixin
    private Output output = new Output();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Whether the tables can be written is known before anything is measured. */
    @Override
    public final Integer call() throws Exception {
        check(spec);
        Output.Tables out = output.open();
        out.write(tables(spec));
        return 0;
    }

    /** Refuses options that make no sense. */
    void check(CommandSpec command) {}

    /** Measures; what is printed to the command's stderr meanwhile tells how far it is. */
    abstract String tables(CommandSpec command) throws Exception;
}
