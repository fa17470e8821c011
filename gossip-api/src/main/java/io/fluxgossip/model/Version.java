package io.fluxgossip.model;

import java.util.Objects;

/**
 * The place of a write in the history of the node that made it.
 *
 * <p>Only {@code origin} extends its own history, so versions of one origin are totally ordered; across origins the
 * higher timestamp wins and the origin breaks ties (last writer wins).
 *
 * @param timestamp hybrid logical clock: 48 bits of milliseconds since the epoch, 16 bits of counter; positive
 *     (Kulkarni et al., <i>Logical Physical Clocks</i>, OPODIS 2014)
 * @param origin the node that made the write
 */
public record Version(long timestamp, NodeId origin) implements Comparable<Version> {

    /** Bits of the timestamp below the milliseconds. */
    public static final int COUNTER_BITS = 16;

    public Version {
        check(timestamp, origin);
    }

    static void check(long timestamp, NodeId origin) {
        Objects.requireNonNull(origin, "origin");
        if (timestamp <= 0) {
            throw new IllegalArgumentException("timestamp must be positive, was " + timestamp);
        }
    }

    /** The physical part of the timestamp: milliseconds since the epoch. */
    public long millis() {
        return millis(timestamp);
    }

    static long millis(long timestamp) {
        return timestamp >>> COUNTER_BITS;
    }

    @Override
    public int compareTo(Version other) {
        return compare(timestamp, origin, other.timestamp, other.origin);
    }

    static int compare(long timestamp, NodeId origin, long otherTimestamp, NodeId otherOrigin) {
        int byTime = Long.compare(timestamp, otherTimestamp);
        return byTime != 0 ? byTime : origin.compareTo(otherOrigin);
    }

    @Override
    public String toString() {
        return millis() + "." + (timestamp & ((1L << COUNTER_BITS) - 1)) + "/" + origin;
    }
}
