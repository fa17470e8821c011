package io.fluxgossip.model;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How the updates of a topic travel. All modes end in the same merge, so nodes whose modes differ for a while lose
 * nothing.
 */
public sealed interface Mode {

    <R> R read(Cases<R> cases);

    /** An exhaustive reader. */
    interface Cases<R> {
        R sync(Sync sync);

        R adaptive(Adaptive adaptive);

        R async(Async async);
    }

    /** The interval of {@link #sync()}'s repair and the default of async: 1 s. */
    Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);

    /** The longest window: 1 minute. */
    Duration MAX_WINDOW = Duration.ofMinutes(1);

    /** Time between two exchanges that this node starts; 1 ms or more, in steps of a millisecond. */
    Duration interval();

    /** Whether updates are pushed. */
    boolean pushes();

    /** How long changes are gathered at each node before they are pushed, as far as that does not change by itself. */
    default Duration window() {
        return Duration.ZERO;
    }

    /** To whom updates are pushed while this mode lasts; empty is what the topic was opened with. */
    default Optional<Dissemination> dissemination() {
        return Optional.empty();
    }

    /** Each update is pushed at once; an exchange every second finds what was lost on the way. */
    static Sync sync() {
        return sync(Duration.ZERO);
    }

    /** Changes within a window are pushed together: fewer messages, and up to a window more latency at each hop. */
    static Sync sync(Duration window) {
        return new Sync(DEFAULT_INTERVAL, window, Optional.empty());
    }

    /**
     * Each update is pushed at once as long as the network keeps up; when links are found busy, what this node writes
     * is gathered for a while, longer and longer up to {@code worstLatency}, and shorter again when they are not. An
     * exchange every second repairs.
     */
    static Adaptive adaptive(Duration worstLatency) {
        return new Adaptive(DEFAULT_INTERVAL, worstLatency, Optional.empty());
    }

    /** An exchange every interval, and nothing in between. */
    static Async async(Duration interval) {
        return new Async(interval);
    }

    /**
     * Push, repair by exchange.
     *
     * @param interval between two repairs; 1 ms to 1 day
     * @param window how long changes are gathered; 0 to {@link #MAX_WINDOW}, in steps of a millisecond
     * @param dissemination to whom; empty is what the topic was opened with
     */
    record Sync(Duration interval, Duration window, Optional<Dissemination> dissemination) implements Mode {

        public Sync {
            checkInterval(interval);
            Objects.requireNonNull(dissemination, "dissemination");
            if (window.isNegative() || window.compareTo(MAX_WINDOW) > 0) {
                throw new IllegalArgumentException(
                        "window must be 0 to " + MAX_WINDOW + ", was " + window + "; typical values are 0 to 200 ms");
            }
        }

        /** The same with another interval between repairs. */
        public Sync repairEvery(Duration interval) {
            return new Sync(interval, window, dissemination);
        }

        /** The same with a way to spread updates other than what the topic was opened with. */
        public Sync by(Dissemination dissemination) {
            return new Sync(interval, window, Optional.of(dissemination));
        }

        @Override
        public boolean pushes() {
            return true;
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.sync(this);
        }

        @Override
        public String toString() {
            return "sync(" + interval + (window.isZero() ? "" : ", window " + window) + spreadBy(this) + ")";
        }
    }

    /**
     * Push, and gather when the network does not keep up. The window follows additive increase and multiplicative
     * decrease of the rate, as TCP's does (Chiu and Jain, <i>Analysis of the Increase and Decrease Algorithms for
     * Congestion Avoidance</i>, 1989): doubled when links are busy, a quarter less when they are not.
     *
     * @param interval between two repairs; 1 ms to 1 day
     * @param worstLatency the longest time for which what this node writes is gathered; 1 ms to {@link #MAX_WINDOW}.
     *     What it passes on for others is not gathered, so that a long way does not add it up
     * @param dissemination to whom; empty is what the topic was opened with
     */
    record Adaptive(Duration interval, Duration worstLatency, Optional<Dissemination> dissemination) implements Mode {

        public Adaptive {
            checkInterval(interval);
            Objects.requireNonNull(dissemination, "dissemination");
            if (worstLatency.compareTo(Duration.ofMillis(1)) < 0 || worstLatency.compareTo(MAX_WINDOW) > 0) {
                throw new IllegalArgumentException("worstLatency must be at least 1 ms and at most " + MAX_WINDOW
                        + ", was " + worstLatency + "; typical values are 100 ms to 1 s");
            }
        }

        /** The same with another interval between repairs. */
        public Adaptive repairEvery(Duration interval) {
            return new Adaptive(interval, worstLatency, dissemination);
        }

        /** The same with a way to spread updates other than what the topic was opened with. */
        public Adaptive by(Dissemination dissemination) {
            return new Adaptive(interval, worstLatency, Optional.of(dissemination));
        }

        @Override
        public boolean pushes() {
            return true;
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.adaptive(this);
        }

        @Override
        public String toString() {
            return "adaptive(" + interval + ", worst " + worstLatency + spreadBy(this) + ")";
        }
    }

    /**
     * Exchange at an interval.
     *
     * @param interval 1 ms to 1 day
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
        public <R> R read(Cases<R> cases) {
            return cases.async(this);
        }

        @Override
        public String toString() {
            return "async(" + interval + ")";
        }
    }

    private static String spreadBy(Mode mode) {
        return mode.dissemination().map(by -> ", by " + by).orElse("");
    }

    private static void checkInterval(Duration interval) {
        if (interval.compareTo(Duration.ofMillis(1)) < 0 || interval.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("interval must be at least 1 ms and at most 1 day, was " + interval
                    + "; typical values are 100 ms to 1 s");
        }
    }
}
