package io.fluxgossip.benchmarks.edge;

/** Finds out how much of the machine this process is given at the moment: a loop whose work is always the same. */
final class Calibration {

    private static final int STEPS = 400_000;

    /** A slice is slow if the machine is, before or after it. */
    private static final double SLOW = 1.3;

    private long best = Long.MAX_VALUE;
    private long sink;

    /** Takes about a millisecond. */
    long nanos() {
        long begin = System.nanoTime();
        long state = begin | 1;
        for (int step = 0; step < STEPS; step++) {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
        }
        sink += state;
        long took = System.nanoTime() - begin;
        best = Math.min(best, took);
        return took;
    }

    boolean isSlow(long nanos) {
        return nanos > best * SLOW;
    }

    /** So that nothing is left out as useless. */
    @Override
    public String toString() {
        return best + " ns, " + sink;
    }
}
