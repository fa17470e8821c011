package io.fluxgossip.model;

import java.time.Duration;

/**
 * How the updates of a topic travel. Both modes end in the same merge, so nodes whose modes differ for a while lose
 * nothing.
 */
public sealed interface Mode {

    /** The interval of {@link #sync()}'s repair and the default of async: 1 s. */
    Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);

    /** Time between two exchanges that this node starts; 1 ms or more, in steps of a millisecond. */
    Duration interval();

    /** Whether updates are pushed at once. */
    boolean pushes();

    /** How long changes are gathered before they are pushed; zero pushes at once. */
    default Duration window() {
        return Duration.ZERO;
    }

    /** Each update is pushed at once; an exchange every second finds what was lost on the way. */
    static Sync sync() {
        return sync(Duration.ZERO);
    }

    /** What changes within a window is pushed together: fewer messages, and up to a window more latency at each hop. */
    static Sync sync(Duration window) {
        return new Sync(DEFAULT_INTERVAL, window);
    }

    /** An exchange every interval, and nothing in between. */
    static Async async(Duration interval) {
        return new Async(interval);
    }

    /**
     * Push, repair by exchange.
     *
     * @param interval between two repairs; 1 ms or more
     * @param window how long changes are gathered; 0 to 1 minute, in steps of a millisecond
     */
    record Sync(Duration interval, Duration window) implements Mode {

        private static final Duration MAX_WINDOW = Duration.ofMinutes(1);

        public Sync {
            checkInterval(interval);
            if (window.isNegative() || window.compareTo(MAX_WINDOW) > 0) {
                throw new IllegalArgumentException(
                        "window must be 0 to " + MAX_WINDOW + ", was " + window + "; typical values are 0 to 200 ms");
            }
        }

        /** The same with another interval between repairs. */
        public Sync repairEvery(Duration interval) {
            return new Sync(interval, window);
        }

        @Override
        public boolean pushes() {
            return true;
        }

        @Override
        public String toString() {
            return window.isZero() ? "sync(" + interval + ")" : "sync(" + interval + ", window " + window + ")";
        }
    }

    /**
     * Exchange at an interval.
     *
     * @param interval 1 ms or more
     */
    record Async(Duration interval) implements Mode {
        public Async {
            checkInterval(interval);
        }

        @Override
        public boolean pushes() {
            return false;
        }

        @Override
        public String toString() {
            return "async(" + interval + ")";
        }
    }

    private static void checkInterval(Duration interval) {
        if (interval.compareTo(Duration.ofMillis(1)) < 0 || interval.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("interval must be at least 1 ms and at most 1 day, was " + interval
                    + "; typical values are 100 ms to 1 s");
        }
    }
}
