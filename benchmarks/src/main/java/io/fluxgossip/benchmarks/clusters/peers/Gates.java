package io.fluxgossip.benchmarks.clusters.peers;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Holds up readers. */
final class Gates {

    private Gates() {}

    /** Until it opens, a minute at most; not at all if there is none. */
    static void await(@Nullable CountDownLatch gate) {
        try {
            if (gate != null && !gate.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("a reader was stalled for more than a minute");
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
