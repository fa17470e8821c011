package io.fluxgossip.protocol.message;

import io.fluxgossip.model.Entry;
import io.fluxgossip.model.NodeId;
import java.util.List;
import java.util.Objects;

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
 */
public record Run(NodeId origin, long after, long upTo, List<Entry> entries) {

    public Run {
        Objects.requireNonNull(origin, "origin");
        entries = List.copyOf(entries);
        if (after < 0 || upTo < after) {
            throw new IllegalArgumentException("a run must have 0 <= after <= upTo, was (" + after + ", " + upTo + "]");
        }
        long last = after;
        for (Entry entry : entries) {
            if (!entry.origin().equals(origin) || entry.timestamp() <= last || entry.timestamp() > upTo) {
                throw new IllegalArgumentException("entry " + entry.version() + " does not belong behind " + last
                        + " in the run (" + after + ", " + upTo + "] of " + origin);
            }
            last = entry.timestamp();
        }
    }

    /** The first {@code count} entries and the claim that goes with them: again a run. */
    public Run prefix(int count) {
        if (count == entries.size()) {
            return this;
        }
        long end = count == 0 ? after : entries.get(count - 1).timestamp();
        return new Run(origin, after, end, entries.subList(0, count));
    }

    /** Origin and range without the entries: for messages. */
    public String range() {
        return origin + " (" + after + ", " + upTo + "]";
    }
}
