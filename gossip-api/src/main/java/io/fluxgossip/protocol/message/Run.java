package io.fluxgossip.protocol.message;

import io.fluxgossip.model.Entry;
import io.fluxgossip.model.NodeId;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A stretch of one origin's history: <i>these are all entries of {@code origin} in {@code (after, upTo]} that still
 * count</i>.
 *
 * <p>What is missing in between was overwritten or deleted later. So a batch, a conflated update, a repair and the full
 * state (with {@code after = 0}) are one type, and a prefix of a run is a run.
 *
 * @param after timestamp, exclusive; 0 is the beginning of history
 * @param upTo timestamp, inclusive; at least {@code after}
 * @param entries in version order, each of {@code origin} and within {@code (after, upTo]}
 * @param deleted deletes whose keys are not kept any more, in the order of their timestamps, within the same stretch
 * @param gcWatermark deletes up to this timestamp may be missing, since they may have been forgotten; 0 if none is
 */
public record Run(
        NodeId origin, long after, long upTo, List<Entry> entries, List<DormantTombstone> deleted, long gcWatermark) {

    public Run {
        Objects.requireNonNull(origin, "origin");
        entries = List.copyOf(entries);
        deleted = List.copyOf(deleted);
        if (after < 0 || upTo < after) {
            throw new IllegalArgumentException("a run must have 0 <= after <= upTo, was (" + after + ", " + upTo + "]");
        }
        if (gcWatermark < 0) {
            throw new IllegalArgumentException("gcWatermark must be 0 or more, was " + gcWatermark);
        }
        long last = after;
        for (Entry entry : entries) {
            if (!entry.origin().equals(origin) || entry.timestamp() <= last || entry.timestamp() > upTo) {
                throw new IllegalArgumentException("entry " + entry.version() + " does not belong behind " + last
                        + " in the run (" + after + ", " + upTo + "] of " + origin);
            }
            last = entry.timestamp();
        }
        last = after;
        for (DormantTombstone tombstone : deleted) {
            if (tombstone.timestamp() <= last || tombstone.timestamp() > upTo) {
                throw new IllegalArgumentException("a delete at " + tombstone.timestamp() + " does not belong behind "
                        + last + " in the run (" + after + ", " + upTo + "] of " + origin);
            }
            last = tombstone.timestamp();
        }
    }

    /** One in which all keys are known. */
    public Run(NodeId origin, long after, long upTo, List<Entry> entries) {
        this(origin, after, upTo, entries, List.of(), 0);
    }

    /** Whether it tells of nothing that still counts. */
    public boolean isEmpty() {
        return entries.isEmpty() && deleted.isEmpty();
    }

    /** As held from this moment on: see {@link Entry#heldAt}. */
    Run heldAt(long nowMillis) {
        return withLeases(entry -> entry.heldAt(nowMillis));
    }

    /** As told at this moment: see {@link Entry#toldAt}. */
    Run toldAt(long nowMillis) {
        return withLeases(entry -> entry.toldAt(nowMillis));
    }

    private Run withLeases(UnaryOperator<Entry> dated) {
        return hasLeases()
                ? new Run(origin, after, upTo, entries.stream().map(dated).toList(), deleted, gcWatermark)
                : this;
    }

    /** Whether a value among the entries has a time to live. */
    boolean hasLeases() {
        for (Entry entry : entries) {
            if (entry.expires()) {
                return true;
            }
        }
        return false;
    }

    /** Origin and range without the entries: for messages. */
    public String range() {
        return origin + " (" + after + ", " + upTo + "]";
    }
}
