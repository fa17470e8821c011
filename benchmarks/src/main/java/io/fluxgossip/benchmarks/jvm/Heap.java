package io.fluxgossip.benchmarks.jvm;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.concurrent.locks.LockSupport;

/** The heap of this JVM. */
public final class Heap {

    private static final int COLLECTIONS = 4;
    private static final long PAUSE_NANOS = 50_000_000;

    private Heap() {}

    /** Bytes that can be reached: the least that is used after some collections. Takes a fifth of a second or more. */
    public static long reachableBytes() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            LockSupport.parkNanos(PAUSE_NANOS);
            least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
