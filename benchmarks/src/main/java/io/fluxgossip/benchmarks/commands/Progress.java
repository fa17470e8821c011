package io.fluxgossip.benchmarks.commands;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;

/** Tells whoever waits how far it is, with the time since the beginning. */
final class Progress implements Consumer<String> {

    private final PrintWriter err;
    private final long begin = System.nanoTime();

    private Progress(PrintWriter err) {
        this.err = err;
    }

    /** Tells it on the stderr of this command. */
    static Progress of(CommandSpec command) {
        return new Progress(command.commandLine().getErr());
    }

    @Override
    public void accept(String what) {
        Duration since = Duration.ofNanos(System.nanoTime() - begin);
        err.printf(Locale.ROOT, "%2d:%02d %s%n", since.toMinutes(), since.toSecondsPart(), what);
        err.flush();
    }
}
