package io.fluxgossip.benchmarks.clusters;

import io.fluxgossip.benchmarks.clusters.peers.Replicas;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Looks at replicas until they show something. Moments and deadlines are those of {@link System#nanoTime()}. */
final class Watch {

    /** That what was looked for has not come in time. */
    static final long NEVER = -1;

    private static final long POLL_NANOS = 30_000;
    private static final long SLOW_POLL_NANOS = 2_000_000;
    private static final long SETTLED_NANOS = 200_000_000;

    private final Replicas replicas;

    Watch(Replicas replicas) {
        this.replicas = replicas;
    }

    static long in(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    private interface Look {
        boolean finds(int node) throws Exception;
    }

    /** When each of these nodes, one after the other, was seen to show what was looked for. */
    private static long await(int first, int end, Look look, long pauseNanos, long deadline) throws Exception {
        int node = first;
        while (node < end) {
            if (look.finds(node)) {
                node++;
            } else if (System.nanoTime() > deadline) {
                return NEVER;
            } else {
                LockSupport.parkNanos(pauseNanos);
            }
        }
        return System.nanoTime();
    }

    /** When the first nodes were seen to hold this value. */
    long seen(int nodes, String key, String value, long deadline) throws Exception {
        return await(0, nodes, node -> value.equals(replicas.get(node, key)), POLL_NANOS, deadline);
    }

    /** When the first nodes were seen to hold these values. */
    long hold(int nodes, Map<String, String> expected, long deadline) throws Exception {
        return await(0, nodes, node -> replicas.holds(node, expected), SLOW_POLL_NANOS, deadline);
    }

    /** When the first nodes were seen to hold the same of these keys, whatever it is, and went on to do so. */
    long agree(int nodes, Collection<String> keys, long deadline) throws Exception {
        do {
            Map<String, String> first = replicas.read(0, keys);
            long equal = first.size() < keys.size() ? NEVER : hold(nodes, first, 0);
            LockSupport.parkNanos(equal == NEVER ? SLOW_POLL_NANOS : SETTLED_NANOS);
            if (equal != NEVER && hold(nodes, first, 0) != NEVER) {
                return equal;
            }
        } while (System.nanoTime() < deadline);
        return NEVER;
    }

    /** When a node was seen to hold these and nothing less. */
    long caughtUp(int node, Map<String, String> expected, long deadline) throws Exception {
        Look look = joined -> replicas.keys(joined) >= expected.size() && replicas.holds(joined, expected);
        return await(node, node + 1, look, SLOW_POLL_NANOS, deadline);
    }
}
