package io.fluxgossip.benchmarks.clusters;

import io.fluxgossip.benchmarks.clusters.peers.Peer;
import io.fluxgossip.benchmarks.clusters.peers.Replicas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ObjDoubleConsumer;
import org.jspecify.annotations.Nullable;

/** One cluster from its start to its end. Looks at the replicas, and believes nobody. */
public final class Trial {

    private static final Duration FORMATION = Duration.ofSeconds(90);
    private static final Duration HELLOS = Duration.ofSeconds(10);
    private static final Duration REST = Duration.ofMillis(1_500);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(5);
    private static final int FILLED_AT_ONCE = 1_000;

    private final Peer peer;
    private final int nodes;
    private final Course course;
    private final ObjDoubleConsumer<Figure> found;
    private final Entries entries = new Entries();
    private @Nullable Replicas replicas;
    private int joined;

    /** @param found is told each figure as soon as it is known */
    public Trial(Peer peer, int nodes, Course course, ObjDoubleConsumer<Figure> found) {
        this.peer = peer;
        this.nodes = nodes;
        this.course = course;
        this.found = found;
    }

    public void measure() throws Exception {
        Vitals before = Vitals.now();
        try {
            open();
            takes(before);
            renewUnless(burst(course.warmUp(), 1).isEqual());
            idle();
            singles();
            renewUnless(burst(1, Figure.ONE_RATE, Figure.ONE_BYTES, Figure.ONE_PACKETS));
            renewUnless(burst(nodes, Figure.ALL_RATE, Figure.ALL_BYTES, Figure.ALL_PACKETS));
            if (course.stall()) {
                renewUnless(stall());
            }
            for (int keys : course.joins()) {
                join(keys);
            }
        } finally {
            close();
        }
    }

    // The cluster

    private Replicas replicas() {
        return Objects.requireNonNull(replicas, "no cluster is open");
    }

    private Watch watch() {
        return new Watch(replicas());
    }

    private void open() throws Exception {
        replicas = peer.open();
        for (int node = 0; node < nodes; node++) {
            replicas().start();
        }
        joined = nodes;
        awaitFormation();
    }

    /** What a burst has left behind would be in the way of what comes next. */
    private void renewUnless(boolean equal) throws Exception {
        if (!equal) {
            close();
            open();
        }
    }

    private void close() throws Exception {
        Replicas old = replicas;
        replicas = null;
        if (old != null) {
            old.close();
        }
    }

    /** All hear of a write of each. */
    private void awaitFormation() throws Exception {
        long deadline = Watch.in(FORMATION);
        while (System.nanoTime() < deadline) {
            Map<String, String> hellos = new LinkedHashMap<>();
            for (int node = 0; node < nodes; node++) {
                String value = entries.value(64);
                hellos.put("hello-" + node, value);
                replicas().put(node, "hello-" + node, value);
            }
            if (watch().hold(nodes, hellos, Watch.in(HELLOS)) != Watch.NEVER) {
                return;
            }
        }
        throw new IllegalStateException("no cluster of " + nodes + " nodes within " + FORMATION);
    }

    private static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    /** Until what was sent has come to rest; never longer than what is measured as idle. */
    private void rest() {
        pause(REST.compareTo(course.idle()) < 0 ? REST : course.idle());
    }

    // What it takes

    private void takes(Vitals before) {
        Vitals now = Vitals.now();
        found.accept(Figure.THREADS, (double) (now.threads() - before.threads()) / nodes);
        found.accept(Figure.HEAP, (double) (now.heapBytes() - before.heapBytes()) / nodes);
    }

    private void idle() {
        rest();
        rest();
        Loopback before = Loopback.now();
        pause(course.idle());
        double nodeSeconds = nodes * course.idle().toNanos() / 1e9;
        tell(before, nodeSeconds, Figure.IDLE_BYTES, Figure.IDLE_PACKETS);
    }

    private void tell(@Nullable Loopback before, double by, Figure bytes, Figure packets) {
        Loopback now = Loopback.now();
        if (now != null && before != null) {
            found.accept(bytes, now.since(before).bytes() / by);
            found.accept(packets, now.since(before).packets() / by);
        }
    }

    // Updates

    private void singles() throws Exception {
        singles(course.warmUpSingles(), course.warmUpAtMost());
        Loopback before = Loopback.now();
        List<Double> millis = singles(course.singles(), course.singlesAtMost());
        int updates = millis.size();
        tell(before, (double) updates * (nodes - 1), Figure.SINGLE_BYTES, Figure.SINGLE_PACKETS);
        millis.sort(null);
        found.accept(Figure.SEEN_UPDATES, updates);
        found.accept(Figure.SEEN_P50, millis.get(updates / 2));
        found.accept(Figure.SEEN_P99, millis.get((int) (updates * 0.99)));
    }

    /** One after the other, each by another node, and waited for; what each took in milliseconds. */
    private List<Double> singles(int count, Duration atMost) throws Exception {
        long deadline = Watch.in(atMost);
        List<Double> millis = new ArrayList<>();
        while (millis.size() < count && System.nanoTime() < deadline) {
            String key = Entries.key(millis.size() % Course.KEYS);
            String value = entries.value(64);
            pause(Duration.ofNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE.toNanos())));
            long begin = System.nanoTime();
            replicas().put(millis.size() % nodes, key, value);
            long end =
                    watch().seen(nodes, key, value, begin + course.equalAtMost().toNanos());
            millis.add(end == Watch.NEVER ? Double.POSITIVE_INFINITY : (end - begin) / 1e6);
        }
        return millis;
    }

    private boolean burst(int writers, Figure rate, Figure bytes, Figure packets) throws Exception {
        rest();
        Loopback before = Loopback.now();
        Burst burst = burst(course.burst(), writers);
        found.accept(rate, burst.rate());
        tell(before, (double) burst.updates() * (nodes - 1), bytes, packets);
        return burst.isEqual();
    }

    private Burst burst(int updates, int writers) throws Exception {
        List<List<Map.Entry<String, String>>> each = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            each.add(entries.updates(updates / writers, 64));
        }
        return Burst.of(replicas(), each, nodes, course.equalAtMost());
    }

    /** On the last node, which need not keep up itself; values of 1 KiB, so that what is kept shows. */
    private boolean stall() throws Exception {
        Burst.of(replicas(), List.of(entries.updates(Course.KEYS, 1_024)), nodes, course.equalAtMost());
        rest();
        Vitals before = Vitals.now();
        Runnable release = replicas().stall(nodes - 1);
        try {
            List<Map.Entry<String, String>> updates = entries.updates(course.burst(), 1_024);
            Burst burst = Burst.of(replicas(), List.of(updates), nodes - 1, course.equalAtMost());
            updates.clear();
            found.accept(Figure.STALL_HEAP, (double) (Vitals.now().heapBytes() - before.heapBytes()));
            found.accept(Figure.STALL_RATE, burst.rate());
            return burst.isEqual();
        } finally {
            release.run();
        }
    }

    // Joining

    private void join(int keys) throws Exception {
        Figure figure = Figure.valueOf("JOIN_" + keys);
        Map<String, String> held = entries.keys(keys);
        if (!fill(held)) {
            found.accept(figure, Double.NaN);
            return;
        }
        long begin = System.nanoTime();
        replicas().start();
        long end = watch().caughtUp(joined++, held, begin + course.equalAtMost().toNanos());
        found.accept(figure, end == Watch.NEVER ? Double.POSITIVE_INFINITY : (end - begin) / 1e9);
    }

    /** Whether all nodes hold it in time. */
    private boolean fill(Map<String, String> all) throws Exception {
        long deadline = Watch.in(course.equalAtMost());
        Map<String, String> part = new LinkedHashMap<>();
        int left = all.size();
        for (Map.Entry<String, String> entry : all.entrySet()) {
            part.put(entry.getKey(), entry.getValue());
            if (--left % FILLED_AT_ONCE == 0) {
                replicas().load(0, part);
                part.clear();
                if (System.nanoTime() > deadline) {
                    return false;
                }
            }
        }
        return watch().hold(nodes, all, deadline) != Watch.NEVER;
    }
}
