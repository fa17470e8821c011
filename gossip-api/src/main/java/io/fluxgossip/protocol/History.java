package io.fluxgossip.protocol;

import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Mix;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a replica holds of one origin: the entries that still count, in version order, and how far they go without a
 * hole.
 *
 * <p>Appending is O(1), finding a place O(log n). Overwritten entries leave a gap in the arrays that is closed when
 * half of them are gaps.
 */
final class History {

    /** Stretches held beyond a hole, at most; a run that would make one more is refused. */
    static final int MAX_ISLANDS = 1_024;

    private final NodeId origin;
    private final long hash;

    private long[] timestamps = {};
    private @Nullable Entry[] entries = {};
    private int size;
    private int live;

    private long watermark;

    /** What is held beyond the watermark: {@code upTo} by {@code after}, neither touching nor overlapping. */
    private final TreeMap<Long, Long> islands = new TreeMap<>();

    History(NodeId origin) {
        this.origin = origin;
        this.hash = Mix.hash(origin);
    }

    NodeId origin() {
        return origin;
    }

    long hash() {
        return hash;
    }

    long watermark() {
        return watermark;
    }

    boolean hasHole() {
        return !islands.isEmpty();
    }

    Map<Long, Long> islands() {
        return islands;
    }

    /** Whether a run that begins behind {@code after} can be noted. */
    boolean hasRoomBehind(long after) {
        return after <= watermark || islands.size() < MAX_ISLANDS;
    }

    int liveEntries() {
        return live;
    }

    /** Takes an entry in; none that still counts may have its timestamp. */
    void add(Entry entry) {
        long timestamp = entry.version().timestamp();
        ensureRoom();
        int at = indexAfter(timestamp);
        live++;
        if (at > 0 && timestamps[at - 1] == timestamp) {
            entries[at - 1] = entry;
            return;
        }
        System.arraycopy(timestamps, at, timestamps, at + 1, size - at);
        System.arraycopy(entries, at, entries, at + 1, size - at);
        timestamps[at] = timestamp;
        entries[at] = entry;
        size++;
    }

    /** Whether an entry that still counts has this timestamp. */
    boolean holds(long timestamp) {
        int at = indexAfter(timestamp) - 1;
        return at >= 0 && timestamps[at] == timestamp && entries[at] != null;
    }

    /** Forgets an entry that was superseded. */
    void drop(Entry entry) {
        int at = indexAfter(entry.version().timestamp()) - 1;
        entries[at] = null;
        live--;
        if (size > 16 && live < size / 2) {
            compact(timestamps.length / 2);
        }
    }

    /** Takes note that everything in {@code (after, upTo]} is held. */
    void cover(long after, long upTo) {
        if (upTo <= watermark) {
            return;
        }
        if (after <= watermark) {
            watermark = upTo;
        } else {
            addIsland(after, upTo);
        }
        while (!islands.isEmpty() && islands.firstKey() <= watermark) {
            watermark = Math.max(watermark, islands.pollFirstEntry().getValue());
        }
    }

    private void addIsland(long after, long upTo) {
        long from = after;
        long to = upTo;
        Map.Entry<Long, Long> before = islands.floorEntry(to);
        while (before != null && before.getValue() >= from) {
            from = Math.min(from, before.getKey());
            to = Math.max(to, before.getValue());
            islands.remove(before.getKey());
            before = islands.floorEntry(to);
        }
        islands.put(from, to);
    }

    /** The run {@code (after, upTo]}, or the longest prefix of it that fits; null if that is empty and claims nothing. */
    @Nullable
    Run cut(long after, long upTo, Budget budget) {
        budget.charge(WireSize.runHeader(origin));
        List<Entry> taken = new ArrayList<>();
        for (int i = indexAfter(after); i < size && timestamps[i] <= upTo; i++) {
            Entry entry = entries[i];
            if (entry == null) {
                continue;
            }
            if (!budget.take(WireSize.entry(entry))) {
                return taken.isEmpty() ? null : new Run(origin, after, lastTimestamp(taken), taken);
            }
            taken.add(entry);
        }
        return new Run(origin, after, upTo, taken);
    }

    private static long lastTimestamp(List<Entry> entries) {
        return entries.get(entries.size() - 1).version().timestamp();
    }

    /** Index of the first place whose timestamp is higher. */
    private int indexAfter(long timestamp) {
        if (size == 0 || timestamps[size - 1] <= timestamp) {
            return size;
        }
        int at = Arrays.binarySearch(timestamps, 0, size, timestamp);
        return at >= 0 ? at + 1 : -at - 1;
    }

    private void ensureRoom() {
        if (size == timestamps.length) {
            compact(Math.max(4, live + (live >> 1)));
        }
    }

    private void compact(int capacity) {
        long[] keptTimestamps = new long[Math.max(capacity, live + 1)];
        @Nullable Entry[] kept = new @Nullable Entry[keptTimestamps.length];
        int to = 0;
        for (int i = 0; i < size; i++) {
            Entry entry = entries[i];
            if (entry != null) {
                keptTimestamps[to] = timestamps[i];
                kept[to++] = entry;
            }
        }
        timestamps = keptTimestamps;
        entries = kept;
        size = to;
    }
}
