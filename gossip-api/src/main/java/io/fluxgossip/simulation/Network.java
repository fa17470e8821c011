package io.fluxgossip.simulation;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * How the virtual network treats messages. May be changed at any time; what is under way is not touched.
 *
 * <p>A message is lost with a chance, or because its ends are in different parts of a partition when it is sent. Loss
 * is not failure: connections stay up. Messages overtake each other as far as latencies differ.
 */
public final class Network {

    private final RandomGenerator random;

    private long minLatencyMicros = 1_000;
    private long maxLatencyMicros = 1_000;
    private double loss;
    private double duplication;
    private final Map<String, Integer> slowdown = new TreeMap<>();
    private final Map<String, Integer> parts = new TreeMap<>();

    /** One in which nothing is lost and everything takes a millisecond; all chance comes from this generator. */
    public Network(RandomGenerator random) {
        this.random = random;
    }

    /** One way; the default is 1 ms. */
    public Network latency(Duration fixed) {
        return latency(fixed, fixed);
    }

    /** One way, uniform between the two; both in steps of a microsecond. */
    public Network latency(Duration atLeast, Duration atMost) {
        if (atLeast.isNegative() || atMost.compareTo(atLeast) < 0) {
            throw new IllegalArgumentException("latency must be 0 or more, was " + atLeast + " to " + atMost);
        }
        minLatencyMicros = atLeast.toNanos() / 1_000;
        maxLatencyMicros = atMost.toNanos() / 1_000;
        return this;
    }

    /** Chance that a message is lost, 0 to 1; the default is 0. */
    public Network loss(double chance) {
        loss = checked("loss", chance);
        return this;
    }

    /** Chance that a message arrives twice, 0 to 1; the default is 0. */
    public Network duplication(double chance) {
        duplication = checked("duplication", chance);
        return this;
    }

    private static double checked(String name, double chance) {
        if (!(chance >= 0 && chance <= 1)) {
            throw new IllegalArgumentException(name + " must be 0 to 1, was " + chance);
        }
        return chance;
    }

    /** All that goes to and from this node takes so many times as long; 1 is as usual. */
    public Network slow(String node, int times) {
        if (times < 1) {
            throw new IllegalArgumentException("a link takes 1 or more times as long, was " + times);
        }
        slowdown.put(node, times);
        return this;
    }

    /** Puts a node into a part of the network; nodes reach only those in the same part. All begin in part 0. */
    public void assign(String node, int part) {
        parts.put(node, part);
    }

    /** All nodes are in one part again. */
    public void heal() {
        parts.clear();
    }

    int partOf(String node) {
        return parts.getOrDefault(node, 0);
    }

    /** Whether both are in the same part. */
    public boolean reaches(String from, String to) {
        return partOf(from) == partOf(to);
    }

    /** How long the next message between these two takes. */
    public long drawLatencyMicros(String from, String to) {
        int times = slowdown.isEmpty() ? 1 : Math.max(slowdownOf(from), slowdownOf(to));
        return times * drawLatencyMicros();
    }

    private int slowdownOf(String node) {
        return slowdown.getOrDefault(node, 1);
    }

    private long drawLatencyMicros() {
        return minLatencyMicros == maxLatencyMicros
                ? minLatencyMicros
                : random.nextLong(minLatencyMicros, maxLatencyMicros + 1);
    }

    long maxLatencyMicros() {
        return maxLatencyMicros;
    }

    /** Whether the next message is lost. */
    public boolean drawLoss() {
        return loss > 0 && random.nextDouble() < loss;
    }

    boolean drawDuplication() {
        return duplication > 0 && random.nextDouble() < duplication;
    }
}
