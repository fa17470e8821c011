package io.fluxgossip.examples.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The load of Maelstrom's broadcast workload: at random times one half broadcasts and the other reads, each at a node
 * at random. What a node shows is read whenever it may have changed; nothing may be there twice, or vanish.
 */
final class BroadcastLoad {

    /** What Maelstrom grants after the last operation, before it reads for the last time. */
    static final Duration RECOVERY = Duration.ofSeconds(10);

    private static final Duration STEP = Duration.ofMillis(1);

    private final VirtualMaelstrom cluster;
    private final SplittableRandom random;
    private final Map<Integer, Long> acknowledged = new HashMap<>();
    private final Map<Integer, Integer> shownBy = new HashMap<>();
    private final Map<String, Set<Integer>> shown = new HashMap<>();
    private final List<Long> latencies = new ArrayList<>();
    private int operations;

    BroadcastLoad(VirtualMaelstrom cluster, long seed) {
        this.cluster = cluster;
        this.random = new SplittableRandom(seed);
    }

    /**
     * What was measured.
     *
     * @param messages between nodes, of whatever kind, while there were operations
     * @param allMessages since the nodes were started, and until they had 10 seconds to recover: what Maelstrom counts
     * @param latencies from the acknowledgement of a broadcast until all nodes show it, in milliseconds, in ascending
     *     order
     */
    record Figures(int operations, long messages, long allMessages, List<Long> latencies) {

        double messagesPerOperation() {
            return (double) messages / operations;
        }

        double allMessagesPerOperation() {
            return (double) allMessages / operations;
        }

        long median() {
            return latencies.get(latencies.size() / 2);
        }

        long worst() {
            return latencies.get(latencies.size() - 1);
        }

        @Override
        public String toString() {
            return String.format(
                    "%d operations, %.2f messages an operation (%.2f with start and end), latency median %d ms, worst %d ms",
                    operations, messagesPerOperation(), allMessagesPerOperation(), median(), worst());
        }
    }

    /** Runs for a while, and goes on looking until all is everywhere. */
    Figures run(Duration duration, int operationsPerSecond) {
        long before = cluster.messages();
        operateFor(duration, operationsPerSecond);
        long messages = cluster.messages() - before;
        settle(RECOVERY);
        cluster.pass(RECOVERY);
        return new Figures(
                operations,
                messages,
                cluster.messages(),
                latencies.stream().sorted().toList());
    }

    /** Operations for so long; what is under way then may not be everywhere. */
    void operateFor(Duration duration, int operationsPerSecond) {
        double next = 0;
        for (int elapsed = 0; elapsed < duration.toMillis(); elapsed++) {
            while (next <= elapsed) {
                operate();
                next += random.nextDouble(2_000.0 / operationsPerSecond);
            }
            step();
        }
    }

    /** Waits until all that was acknowledged is everywhere; fails if it is not in time. */
    void settle(Duration limit) {
        for (long end = cluster.millis() + limit.toMillis(); latencies.size() < acknowledged.size(); step()) {
            if (cluster.millis() > end) {
                throw new AssertionError("not everywhere after " + limit + ": " + missing());
            }
        }
    }

    private Map<Integer, Integer> missing() {
        return acknowledged.keySet().stream()
                .filter(element ->
                        shownBy.getOrDefault(element, 0) < cluster.names().size())
                .collect(Collectors.toMap(element -> element, element -> shownBy.getOrDefault(element, 0)));
    }

    int broadcasts() {
        return acknowledged.size();
    }

    private void operate() {
        operations++;
        String node = cluster.names().get(random.nextInt(cluster.names().size()));
        if (random.nextBoolean()) {
            int element = acknowledged.size();
            acknowledged.put(element, cluster.millis());
            cluster.request(node, VirtualMaelstrom.body("broadcast").put("message", element));
        }
        look(node);
    }

    private void step() {
        cluster.takeTouched().forEach(this::look);
        cluster.pass(STEP);
    }

    private void look(String node) {
        JsonNode messages = cluster.read(node).path("messages");
        Set<Integer> now =
                messages.valueStream().map(JsonNode::intValue).collect(Collectors.toCollection(TreeSet::new));
        Set<Integer> before = Objects.requireNonNullElse(shown.put(node, now), Set.of());
        if (now.size() != messages.size() || !now.containsAll(before)) {
            throw new AssertionError(node + " showed " + before + ", and now " + messages);
        }
        now.stream().filter(element -> !before.contains(element)).forEach(this::shown);
    }

    private void shown(int element) {
        if (shownBy.merge(element, 1, Integer::sum) == cluster.names().size()) {
            latencies.add(cluster.millis() - Objects.requireNonNull(acknowledged.get(element)));
        }
    }
}
