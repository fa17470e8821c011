package io.fluxgossip.examples.cli;

import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command {@code gossip}. */
@Command(
        name = "gossip",
        description = "Replicated state, spread by gossip over RSocket.",
        subcommands = {NodeCommand.class, DemoCommand.class, SimulateCommand.class, MaelstromCommand.class},
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
public final class Main {

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        Failures failures = new Failures();
        return new CommandLine(new Main())
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    /** What the jar says of itself. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"gossip " + Objects.requireNonNullElse(version, "(not packaged)")};
        }
    }
}
