package io.fluxgossip.benchmarks;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Single operations. */
@Command(
        name = "jmh",
        description =
                "Time and allocation of single operations by JMH, how they depend on what is held, and heap per entry.",
        mixinStandardHelpOptions = true)
final class JmhCommand extends TablesCommand {

    @Option(names = "--quick", description = "Few and short iterations, in some minutes.")
    private boolean quick;

    @Override
    String tables(CommandSpec command) throws Exception {
        JmhRuns.Size size = quick ? JmhRuns.Size.QUICK : JmhRuns.Size.FULL;
        return JmhTables.of(new JmhRuns(size, JmhRuns.ALL, Progress.of(command)).measure());
    }
}
