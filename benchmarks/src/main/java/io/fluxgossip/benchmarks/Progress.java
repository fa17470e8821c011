package io.fluxgossip.benchmarks;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Tells whoever waits how far it is, with the time since the beginning. */
final class Progress {

    private final PrintWriter err;
    private final long begin = System.nanoTime();

    Progress(PrintWriter err) {
        this.err = err;
    }

    void tell(String what) {
        Duration since = Duration.ofNanos(System.nanoTime() - begin);
        err.printf(Locale.ROOT, "%2d:%02d %s%n", since.toMinutes(), since.toSecondsPart(), what);
        err.flush();
    }
}
