package io.fluxgossip.benchmarks.edge;

import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread does. */
final class Waiting {

    private static final long AT_MOST_NANOS = 20_000_000_000L;
    private static final long PAUSE_NANOS = 20_000;

    private Waiting() {}

    /** Looks now and then; returns when it was there. */
    static long until(BooleanSupplier there) throws TimeoutException {
        long deadline = System.nanoTime() + AT_MOST_NANOS;
        while (!there.getAsBoolean()) {
            check(deadline);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return System.nanoTime();
    }

    /** Looks all the time; returns when it was there. */
    static long spinning(BooleanSupplier there) throws TimeoutException {
        long deadline = System.nanoTime() + AT_MOST_NANOS;
        while (!there.getAsBoolean()) {
            check(deadline);
            Thread.onSpinWait();
        }
        return System.nanoTime();
    }

    private static void check(long deadline) throws TimeoutException {
        if (System.nanoTime() > deadline) {
            throw new TimeoutException("what was sent was not there after " + AT_MOST_NANOS / 1_000_000_000 + " s");
        }
    }
}
