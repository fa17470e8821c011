package io.fluxgossip.protocol.store;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** How much of one origin's history is held: all up to a watermark, and out-of-order ranges beyond gaps. */
final class Coverage {

    /** Ranges held beyond a gap, at most; a run that would make one more is refused. */
    static final int MAX_RANGES = 1_024;

    private long watermark;

    /** Out-of-order ranges beyond the watermark: {@code upTo} by {@code after}, neither touching nor overlapping. */
    private final TreeMap<Long, Long> outOfOrder = new TreeMap<>();

    /** Timestamps of entries that were refused, beyond the watermark. */
    private final TreeSet<Long> refused = new TreeSet<>();

    long watermark() {
        return watermark;
    }

    Map<Long, Long> outOfOrder() {
        return outOfOrder;
    }

    /** Whether all up to this timestamp, or a range beyond a gap with it, is held as far as it counts. */
    boolean covers(long timestamp) {
        Map.Entry<Long, Long> range = outOfOrder.lowerEntry(timestamp);
        return timestamp <= watermark || (range != null && timestamp <= range.getValue());
    }

    /** The watermark, counted on over entries that were refused: there is nothing to be asked for up to here. */
    long knownUpTo() {
        long known = watermark;
        while (refused.contains(known + 1)) {
            known = outOfOrder.getOrDefault(known + 1, known + 1);
        }
        return known;
    }

    /** An entry was not taken and will not be. */
    void refuse(long timestamp) {
        if (refused.size() < MAX_RANGES) {
            refused.add(timestamp);
        }
    }

    /** Whether a run that begins behind {@code after} can be noted. */
    boolean hasRoomBehind(long after) {
        return after <= watermark || outOfOrder.size() < MAX_RANGES;
    }

    /** Takes note that everything in {@code (after, upTo]} is held. */
    void cover(long after, long upTo) {
        if (upTo <= watermark) {
            return;
        }
        if (after <= watermark) {
            watermark = upTo;
        } else {
            addRange(after, upTo);
        }
        while (!outOfOrder.isEmpty() && outOfOrder.firstKey() <= watermark) {
            watermark = Math.max(watermark, outOfOrder.pollFirstEntry().getValue());
        }
        if (!refused.isEmpty()) {
            refused.headSet(watermark, true).clear();
        }
    }

    private void addRange(long after, long upTo) {
        long from = after;
        long to = upTo;
        Map.Entry<Long, Long> before = outOfOrder.floorEntry(to);
        while (before != null && before.getValue() >= from) {
            from = Math.min(from, before.getKey());
            to = Math.max(to, before.getValue());
            outOfOrder.remove(before.getKey());
            before = outOfOrder.floorEntry(to);
        }
        outOfOrder.put(from, to);
    }
}
