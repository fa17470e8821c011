package io.fluxgossip.benchmarks.commands;

import io.fluxgossip.benchmarks.jmh.JmhRuns;
import io.fluxgossip.benchmarks.tables.JmhTables;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Single operations. */
@Command(
        name = "jmh",
        description =
                "Time and allocation of single operations by JMH, how they depend on what is held, and heap per entry.",
        mixinStandardHelpOptions = true)
final class JmhCommand extends TablesCommand<JmhRuns.Results> {

    @Option(names = "--quick", description = "Few and short iterations, in some minutes.")
    private boolean quick;

    @Override
    JmhRuns.Results measure(CommandSpec command) throws RunnerException {
        JmhRuns.Size size = quick ? JmhRuns.Size.QUICK : JmhRuns.Size.FULL;
        return new JmhRuns(size, JmhRuns.ALL, Progress.of(command)).measure();
    }

    @Override
    String tables(JmhRuns.Results results) {
        return JmhTables.of(results);
    }
}
