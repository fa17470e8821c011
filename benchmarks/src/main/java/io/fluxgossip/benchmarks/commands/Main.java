package io.fluxgossip.benchmarks.commands;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code benchmarks}. */
@Command(
        name = "benchmarks",
        description = "What things cost.",
        subcommands = {
            CostsCommand.class,
            MatrixCommand.class,
            GrowthCommand.class,
            ClustersCommand.class,
            TrialCommand.class,
            EdgeCommand.class,
            JmhCommand.class,
            ReportCommand.class
        },
        mixinStandardHelpOptions = true)
public final class Main {

    public static void main(String[] args) {
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        Failures failures = new Failures();
        return new CommandLine(new Main())
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }
}
