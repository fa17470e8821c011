package io.fluxgossip.benchmarks.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where a command writes its tables. */
final class Output {

    @Option(
            names = "--out",
            paramLabel = "<page>",
            description = "The page to write the tables to, between their markers if it is there already;"
                    + " stdout if not given.")
    private @Nullable Path path;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /** Takes the tables when they are there. */
    interface Tables {
        void write(String tables) throws IOException;
    }

    /** Fails before anything is measured if nothing can be written there. */
    Tables open() throws IOException {
        return path == null ? this::print : Page.given(path, command)::write;
    }

    private void print(String tables) {
        PrintWriter out = command.commandLine().getOut();
        out.print(tables);
        out.flush();
    }

    /** The page, if it is one. */
    Optional<Path> page() {
        return Optional.ofNullable(path);
    }
}
