package io.fluxgossip.benchmarks;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Single operations. */
@Command(
        name = "jmh",
        description =
                "Time and allocation of single operations by JMH, how they depend on what is held, and heap per entry.",
        mixinStandardHelpOptions = true)
final class JmhCommand implements Callable<Integer> {

    @Option(names = "--quick", description = "Few and short iterations, in some minutes.")
    private boolean quick;

    @Mixin
    private Output output = new Output();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Output.Tables out = output.open();
        JmhRuns.Size size = quick ? JmhRuns.Size.QUICK : JmhRuns.Size.FULL;
        Progress progress = new Progress(spec.commandLine().getErr());
        String table = JmhTables.of(new JmhRuns(size, JmhRuns.ALL, progress).measure());
        out.write(table);
        return 0;
    }
}
