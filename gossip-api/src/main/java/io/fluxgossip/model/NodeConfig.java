package io.fluxgossip.model;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The settings that a node's topics share.
 *
 * @param self this life of the node
 * @param maxClockAhead how far a peer's clock may run ahead of ours; entries from beyond it are refused. 1 ms or more
 * @param deltaBytes budget of one delta on the wire; an entry larger than it travels alone. 1 or more
 * @param maxLinks connections that this node opens and keeps, and as many again that it opens for a moment; 1 or more
 * @param idleAfter how long a connection that no strategy needs is left open without traffic; 1 ms or more
 * @param announceAfter how long nothing of a writer may have been pushed before peers are told how far its history
 *     goes, so that who has missed the last push asks for it; a window of the topic adds twenty times its length, zero
 *     never tells
 * @param pulls whether what a push or an announcement shows to be missing is asked for at once; without, only rounds
 *     find it
 * @param selection with whom the next round is made
 * @param detection how it finds out which members are gone, if it keeps track of members itself
 * @param jitter by which share an interval varies at random, so that nodes do not fall into step; 0 to 0.5
 */
public record NodeConfig(
        NodeId self,
        Duration maxClockAhead,
        int deltaBytes,
        double jitter,
        Timing timing,
        int maxLinks,
        Duration idleAfter,
        Duration announceAfter,
        boolean pulls,
        Selection selection,
        Detection detection) {

    /** With whom the next round is made. */
    public enum Selection {
        /**
         * Everyone once in random order, then everyone again in another one; no peer waits for more than two passes.
         */
        SHUFFLED,
        /** Anyone, whoever it was before; for comparison with the literature. */
        UNIFORM
    }

    /** When rounds come. */
    public enum Timing {
        /** Each node at a phase of its own, with jitter; for production. */
        PHASED,
        /** All nodes at the same moments, the multiples of the interval; for comparison with the literature. */
        ALIGNED,
        /** Without memory, with the interval as the mean; for comparison with the literature. */
        EXPONENTIAL
    }

    /** The default of {@code maxClockAhead}: 1 minute. */
    public static final Duration MAX_CLOCK_AHEAD = Duration.ofMinutes(1);

    /** The default of {@code deltaBytes}: 64 KiB. */
    public static final int DELTA_BYTES = 64 << 10;

    /** The default of {@code jitter}: a tenth. */
    public static final double JITTER = 0.1;

    /** The default of {@code maxLinks}. */
    public static final int MAX_LINKS = 16;

    /** The default of {@code idleAfter}: 30 seconds. */
    public static final Duration IDLE_AFTER = Duration.ofSeconds(30);

    /** The default of {@code announceAfter}: 1 second. */
    public static final Duration ANNOUNCE_AFTER = Duration.ofSeconds(1);

    public NodeConfig {
        Objects.requireNonNull(self, "self");
        Objects.requireNonNull(timing, "timing");
        Objects.requireNonNull(selection, "selection");
        if (maxClockAhead.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("maxClockAhead must be at least 1 ms, was " + maxClockAhead
                    + "; typical values are 1 s (clocks kept by NTP) to 1 minute");
        }
        if (deltaBytes < 1) {
            throw new IllegalArgumentException(
                    "deltaBytes must be at least 1, was " + deltaBytes + "; typical values are 16 to 256 KiB");
        }
        if (!(jitter >= 0 && jitter <= 0.5)) {
            throw new IllegalArgumentException("jitter must be 0 to 0.5, was " + jitter);
        }
        if (maxLinks < 1) {
            throw new IllegalArgumentException("maxLinks must be at least 1, was " + maxLinks);
        }
        if (idleAfter.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("idleAfter must be at least 1 ms, was " + idleAfter);
        }
        if (announceAfter.isNegative()) {
            throw new IllegalArgumentException("announceAfter must be 0 or more, was " + announceAfter);
        }
    }

    public static NodeConfig of(NodeId self) {
        return new NodeConfig(
                self,
                MAX_CLOCK_AHEAD,
                DELTA_BYTES,
                JITTER,
                Timing.PHASED,
                MAX_LINKS,
                IDLE_AFTER,
                ANNOUNCE_AFTER,
                true,
                Selection.SHUFFLED,
                Detection.DEFAULT);
    }

    public NodeConfig withSelf(NodeId other) {
        return with(builder -> builder.self = other);
    }

    public NodeConfig withMaxClockAhead(Duration ahead) {
        return with(builder -> builder.maxClockAhead = ahead);
    }

    public NodeConfig withDeltaBytes(int bytes) {
        return with(builder -> builder.deltaBytes = bytes);
    }

    public NodeConfig withJitter(double share) {
        return with(builder -> builder.jitter = share);
    }

    public NodeConfig withTiming(Timing other) {
        return with(builder -> builder.timing = other);
    }

    public NodeConfig withMaxLinks(int links) {
        return with(builder -> builder.maxLinks = links);
    }

    public NodeConfig withIdleAfter(Duration idle) {
        return with(builder -> builder.idleAfter = idle);
    }

    public NodeConfig withAnnounceAfter(Duration silence) {
        return with(builder -> builder.announceAfter = silence);
    }

    public NodeConfig withPulls(boolean on) {
        return with(builder -> builder.pulls = on);
    }

    public NodeConfig withSelection(Selection other) {
        return with(builder -> builder.selection = other);
    }

    public NodeConfig withDetection(Detection other) {
        return with(builder -> builder.detection = other);
    }

    private NodeConfig with(Consumer<Builder> change) {
        Builder builder = new Builder(this);
        change.accept(builder);
        return builder.finished();
    }

    /** All components, of which one is changed. */
    private static final class Builder {
        private NodeId self;
        private Duration maxClockAhead;
        private int deltaBytes;
        private double jitter;
        private Timing timing;
        private int maxLinks;
        private Duration idleAfter;
        private Duration announceAfter;
        private boolean pulls;
        private Selection selection;
        private Detection detection;

        Builder(NodeConfig from) {
            self = from.self;
            maxClockAhead = from.maxClockAhead;
            deltaBytes = from.deltaBytes;
            jitter = from.jitter;
            timing = from.timing;
            maxLinks = from.maxLinks;
            idleAfter = from.idleAfter;
            announceAfter = from.announceAfter;
            pulls = from.pulls;
            selection = from.selection;
            detection = from.detection;
        }

        NodeConfig finished() {
            return new NodeConfig(
                    self,
                    maxClockAhead,
                    deltaBytes,
                    jitter,
                    timing,
                    maxLinks,
                    idleAfter,
                    announceAfter,
                    pulls,
                    selection,
                    detection);
        }
    }
}
