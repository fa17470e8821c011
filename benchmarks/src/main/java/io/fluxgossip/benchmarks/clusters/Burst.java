package io.fluxgossip.benchmarks.clusters;

import io.fluxgossip.benchmarks.clusters.peers.Replicas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What came of many updates at once.
 *
 * @param seconds until the replicas were equal; infinite if they have not been in time
 */
record Burst(int updates, double seconds) {

    /** Updates per second; 0 if the replicas have not become equal. */
    double rate() {
        return updates / seconds;
    }

    boolean isEqual() {
        return seconds < Double.POSITIVE_INFINITY;
    }

    /**
     * The first nodes write these, each its own.
     *
     * @param among how many nodes are to become equal
     */
    static Burst of(Replicas replicas, List<List<Map.Entry<String, String>>> updates, int among, Duration atMost)
            throws Exception {
        ExecutorService writers = Executors.newCachedThreadPool();
        int count = updates.stream().mapToInt(List::size).sum();
        Watch watch = new Watch(replicas);
        try {
            long begin = System.nanoTime();
            long deadline = begin + atMost.toNanos();
            List<Future<?>> written = new ArrayList<>();
            for (int writer = 0; writer < updates.size(); writer++) {
                int node = writer;
                written.add(writers.submit(() -> {
                    replicas.putAll(node, updates.get(node));
                    return null;
                }));
            }
            Map<String, String> last = Entries.last(updates.get(0));
            long end = !areDone(written, deadline)
                    ? Watch.NEVER
                    : updates.size() == 1
                            ? watch.hold(among, last, deadline)
                            : watch.agree(among, last.keySet(), deadline);
            return new Burst(count, end == Watch.NEVER ? Double.POSITIVE_INFINITY : (end - begin) / 1e9);
        } finally {
            writers.shutdownNow();
        }
    }

    private static boolean areDone(List<Future<?>> written, long deadline) throws Exception {
        try {
            for (Future<?> each : written) {
                each.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
            return true;
        } catch (TimeoutException late) {
            return false;
        }
    }
}
