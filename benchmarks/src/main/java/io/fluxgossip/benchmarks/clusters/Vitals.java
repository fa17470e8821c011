package io.fluxgossip.benchmarks.clusters;

import io.fluxgossip.benchmarks.jvm.Heap;
import java.lang.management.ManagementFactory;

/** What this JVM has taken. */
record Vitals(long heapBytes, int threads) {

    static Vitals now() {
        return new Vitals(
                Heap.reachableBytes(), ManagementFactory.getThreadMXBean().getThreadCount());
    }
}
