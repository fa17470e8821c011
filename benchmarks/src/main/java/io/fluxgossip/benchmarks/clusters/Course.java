package io.fluxgossip.benchmarks.clusters;

import java.time.Duration;
import java.util.List;

/**
 * How long a trial is.
 *
 * @param warmUpSingles updates that are waited for one by one before others are measured, at most: until what one
 *     update runs through is compiled
 * @param warmUpAtMost for how long
 * @param singles updates that are waited for one by one, at most
 * @param singlesAtMost for how long
 * @param burst updates at once
 * @param warmUp updates at once before anything is measured
 * @param equalAtMost how long replicas may take to become equal, and a joining node to hold all
 * @param idle how long nothing happens; longer than the heartbeats of all are apart
 * @param joins keys that are there when another node joins; none where that is not measured
 * @param stall whether to stall a reader
 */
public record Course(
        int warmUpSingles,
        Duration warmUpAtMost,
        int singles,
        Duration singlesAtMost,
        int burst,
        int warmUp,
        Duration equalAtMost,
        Duration idle,
        List<Integer> joins,
        boolean stall) {

    static final int KEYS = 1_000;

    /** How long a trial is, as the command line names it. */
    public enum Length {
        FULL,
        QUICK,
        TINY;

        /** The course of this length, with joining nodes and stalled readers or without; a tiny one has them always. */
        public Course course(boolean all) {
            return switch (this) {
                case FULL -> full(all);
                case QUICK -> quick(all);
                case TINY -> tiny();
            };
        }
    }

    /**
     * One that tells something.
     *
     * @param all whether joining nodes and stalled readers are measured too, which takes as long as all else
     */
    static Course full(boolean all) {
        return new Course(
                3_000,
                Duration.ofSeconds(8),
                300,
                Duration.ofSeconds(5),
                20_000,
                5_000,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                all ? List.of(1_000, 10_000, 100_000) : List.of(),
                all);
    }

    /** One that is over in half a minute, or a little more with {@code all}. */
    static Course quick(boolean all) {
        return new Course(
                600,
                Duration.ofSeconds(4),
                60,
                Duration.ofSeconds(4),
                20_000,
                2_000,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                all ? List.of(1_000, 10_000, 100_000) : List.of(),
                all);
    }

    /** To see that it works. */
    static Course tiny() {
        return new Course(
                3,
                Duration.ofSeconds(10),
                3,
                Duration.ofSeconds(10),
                500,
                100,
                Duration.ofSeconds(20),
                Duration.ofMillis(200),
                List.of(1_000),
                true);
    }
}
