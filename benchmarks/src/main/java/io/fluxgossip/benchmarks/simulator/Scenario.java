package io.fluxgossip.benchmarks.simulator;

import io.fluxgossip.model.Dissemination;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One row of the tables.
 *
 * @param strategy as {@link Dissemination#parse} reads it
 * @param loss chance that a message is lost
 * @param course how long it is looked at
 */
public record Scenario(String strategy, int nodes, double loss, Course course) {

    /** Those that send to every neighbour whatever it costs, or walk all around: not for large clusters. */
    private static final List<String> FOR_FEW = List.of("flood(full)", "flood(ring)");

    private static final List<String> FOR_ALL =
            List.of("flood(grid)", "flood(tree4)", "flood(random5)", "direct", "rumor", "tree", "auto");

    private static final int MOST_FOR_FEW = 100;

    private static final List<Double> LOSSES = List.of(0.0, 0.1);

    /** Those with trees in them, which settle over some updates. */
    private static final List<String> SETTLING = List.of("tree", "auto");

    /**
     * What a cluster goes through.
     *
     * @param settling before anything is counted
     * @param idle the time for which it is watched while nothing is written
     * @param warmUp updates that are not counted where there may be a tree; one where there is none
     * @param updates those that are counted
     */
    public record Course(Duration settling, Duration idle, int warmUp, int updates) {

        private static Course seconds(int settling, int idle, int warmUp, int updates) {
            return new Course(Duration.ofSeconds(settling), Duration.ofSeconds(idle), warmUp, updates);
        }
    }

    Dissemination dissemination() {
        return Dissemination.parse(strategy);
    }

    int warmUp() {
        return SETTLING.contains(strategy) ? course.warmUp() : 1;
    }

    /** Those of the full tables, in their order. */
    public static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        all.addAll(of(10, Course.seconds(30, 200, 50, 100)));
        all.addAll(of(100, Course.seconds(30, 40, 30, 20)));
        all.addAll(of(1_000, Course.seconds(12, 6, 10, 3)));
        return all;
    }

    /** Those of ten nodes, in a hurry. */
    public static List<Scenario> few() {
        return of(10, Course.seconds(5, 10, 2, 5));
    }

    private static List<Scenario> of(int nodes, Course course) {
        List<String> strategies = new ArrayList<>(nodes <= MOST_FOR_FEW ? FOR_FEW : List.of());
        strategies.addAll(FOR_ALL);
        return LOSSES.stream()
                .flatMap(loss -> strategies.stream().map(strategy -> new Scenario(strategy, nodes, loss, course)))
                .toList();
    }
}
