package io.fluxgossip.protocol.store;

import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How much of one origin's history is known: all up to a watermark, and out-of-order ranges beyond gaps. What was
 * refused for want of room is known and not held: the watermark stays in front of the first such entry.
 */
final class Coverage {

    /** Ranges known beyond a gap, at most; one more is not noted, so that it will be told again. */
    static final int MAX_RANGES = 1_024;

    /** Refused entries that are noted one by one; of more, those that come first. */
    static final int MAX_REFUSED = 1_024;

    /** All up to here is known. */
    private long known;

    /** Out-of-order ranges beyond it: {@code upTo} by {@code after}, neither touching nor overlapping. */
    private final TreeMap<Long, Long> outOfOrder = new TreeMap<>();

    /** Timestamps of entries that were refused and may be taken when there is room. */
    private final NavigableSet<Long> refused = new TreeSet<>();

    /** Whether more were refused than are noted. */
    private boolean refusedMore;

    /** All up to here is held. */
    long watermark() {
        return refused.isEmpty() ? known : Math.min(known, refused.first() - 1);
    }

    /** There is nothing to be asked for up to here. */
    long knownUpTo() {
        return known;
    }

    /** Whether something was refused that still counts, as far as is known. */
    boolean lacksRefused() {
        return !refused.isEmpty();
    }

    /** Ranges beyond the watermark of which everything is held. */
    Map<Long, Long> heldOutOfOrder() {
        if (refused.isEmpty()) {
            return outOfOrder;
        }
        NavigableMap<Long, Long> held = new TreeMap<>(outOfOrder);
        if (watermark() < known) {
            held.put(watermark(), known);
        }
        for (long timestamp : refused) {
            split(held, timestamp);
        }
        return refusedMore ? new TreeMap<>(held.headMap(refused.last())) : held;
    }

    private static void split(NavigableMap<Long, Long> ranges, long timestamp) {
        Map.Entry<Long, Long> range = ranges.lowerEntry(timestamp);
        if (range != null && timestamp <= range.getValue()) {
            ranges.remove(range.getKey());
            if (range.getKey() < timestamp - 1) {
                ranges.put(range.getKey(), timestamp - 1);
            }
            if (timestamp < range.getValue()) {
                ranges.put(timestamp, range.getValue());
            }
        }
    }

    /** Whether all up to this timestamp, or a range beyond a gap with it, is known. */
    boolean covers(long timestamp) {
        Map.Entry<Long, Long> range = outOfOrder.lowerEntry(timestamp);
        return timestamp <= known || (range != null && timestamp <= range.getValue());
    }

    /** Takes note that everything in {@code (after, upTo]} is known, and held but for what is refused next. */
    void cover(long after, long upTo) {
        refused.subSet(after, false, Math.max(after, upTo), true).clear();
        if (upTo <= known) {
            return;
        }
        if (after <= known) {
            known = upTo;
        } else if (outOfOrder.size() < MAX_RANGES) {
            addRange(after, upTo);
        }
        while (!outOfOrder.isEmpty() && outOfOrder.firstKey() <= known) {
            known = Math.max(known, outOfOrder.pollFirstEntry().getValue());
        }
    }

    /** An entry was not taken, for want of room. */
    void refuse(long timestamp) {
        refused.add(timestamp);
        if (refused.size() > MAX_REFUSED) {
            refused.pollLast();
            refusedMore = true;
        }
    }

    /** There is room again: what was refused is to be told once more. */
    void askForRefused() {
        Map<Long, Long> held = heldOutOfOrder();
        known = watermark();
        refused.clear();
        refusedMore = false;
        if (held != outOfOrder) {
            outOfOrder.clear();
            held.entrySet().stream()
                    .limit(MAX_RANGES)
                    .forEach(range -> outOfOrder.put(range.getKey(), range.getValue()));
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
