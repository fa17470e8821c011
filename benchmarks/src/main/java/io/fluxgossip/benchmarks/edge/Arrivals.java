package io.fluxgossip.benchmarks.edge;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what has come, on the thread of the receiving end. */
final class Arrivals {

    private final AtomicLong come = new AtomicLong();
    private long sent;

    /** How many have come when as many more as this have. */
    long next(int more) {
        sent += more;
        return sent;
    }

    void count(int more) {
        come.setRelease(come.getPlain() + more);
    }

    boolean have(long awaited) {
        return come.get() >= awaited;
    }
}
