package io.fluxgossip.benchmarks.clusters;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** What this JVM has taken. */
record Vitals(long heapBytes, int threads) {

    static Vitals now() {
        return new Vitals(heap(), ManagementFactory.getThreadMXBean().getThreadCount());
    }

    /** What can be reached, after some collections. */
    private static long heap() {
        long[] used = new long[4];
        for (int i = 0; i < used.length; i++) {
            System.gc();
            LockSupport.parkNanos(50_000_000);
            used[i] = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }
        return Arrays.stream(used).min().orElseThrow();
    }
}
