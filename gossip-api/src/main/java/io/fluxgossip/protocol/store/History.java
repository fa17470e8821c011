package io.fluxgossip.protocol.store;

import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Hashing;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a replica from one origin: the entries that still count, in version order, and how far they go without a
 * gap.
 *
 * <p>Appending is O(1), finding a place O(log n). Overwritten entries leave a gap in the arrays; gaps are closed in
 * place when half of them are gaps, or when the arrays are full and a quarter of them are.
 */
public final class History {

    /** So many places are not worth being given back. */
    private static final int FEW = 16;

    /** Places behind the last one that are looked at before a search. */
    private static final int NEAR = 8;

    private final NodeId origin;
    private final long hash;

    private long[] timestamps = {};
    private @Nullable Entry[] entries = {};
    private int size;
    private int live;

    /** The place of the last entry that was dropped: the next is looked for there first. */
    private int lastDropped;

    private final Coverage coverage = new Coverage();

    /** A delete up to here may have been forgotten; 0 if none was. */
    private long gcWatermark;

    /** Entries on their way into the arrays, in version order: those of a run that belong before others. */
    private final List<Entry> incoming = new ArrayList<>();

    History(NodeId origin) {
        this.origin = origin;
        this.hash = Hashing.hash(origin);
    }

    public NodeId origin() {
        return origin;
    }

    long hash() {
        return hash;
    }

    public long watermark() {
        return coverage.watermark();
    }

    /** How much is held. */
    Coverage coverage() {
        return coverage;
    }

    /** Up to where a delete may have been forgotten that comes after a timestamp; 0 if none was. */
    long gcWatermarkBehind(long after) {
        return after < gcWatermark ? gcWatermark : 0;
    }

    /** Up to where a delete may have been forgotten, as far as that is below the watermark. */
    public long gcWatermark() {
        return Math.min(gcWatermark, watermark());
    }

    void raiseGcWatermark(long upTo) {
        gcWatermark = Math.max(gcWatermark, upTo);
    }

    boolean isEmpty() {
        return live == 0;
    }

    /** Takes an entry in; none that still counts may have its timestamp. */
    void add(Entry entry) {
        long timestamp = entry.timestamp();
        live++;
        if (incoming.isEmpty() && isBeyondAll(timestamp)) {
            ensureRoom(1);
            timestamps[size] = timestamp;
            entries[size++] = entry;
            return;
        }
        if (!incoming.isEmpty() && timestamp <= lastTimestamp(incoming)) {
            settle();
        }
        incoming.add(entry);
    }

    private boolean isBeyondAll(long timestamp) {
        return size == 0 || timestamp > timestamps[size - 1];
    }

    /** Merges what is incoming: one pass over both, however many there are. */
    void settle() {
        if (incoming.isEmpty()) {
            return;
        }
        ensureRoom(incoming.size());
        int from = size - 1;
        int to = size + incoming.size() - 1;
        size = to + 1;
        for (int next = incoming.size() - 1; next >= 0; to--) {
            Entry entry = incoming.get(next);
            if (from >= 0 && timestamps[from] > entry.timestamp()) {
                timestamps[to] = timestamps[from];
                entries[to] = entries[from--];
            } else {
                timestamps[to] = entry.timestamp();
                entries[to] = entry;
                next--;
            }
        }
        incoming.clear();
    }

    /** Whether an entry that still counts has this timestamp; those of the run that is being applied are not asked. */
    boolean holds(long timestamp) {
        return !isBeyondAll(timestamp) && placeOf(timestamp) >= 0;
    }

    /** The place of the entry that counts with this timestamp, or -1; dead ones may have the same timestamp. */
    private int placeOf(long timestamp) {
        for (int at = indexAfter(timestamp) - 1; at >= 0 && timestamps[at] == timestamp; at--) {
            if (entries[at] != null) {
                return at;
            }
        }
        return -1;
    }

    /** The same, of one that is there: keys are often written in the order in which they were written before. */
    private int placeNearLastOf(long timestamp) {
        int end = Math.min(size, lastDropped + NEAR);
        for (int at = lastDropped; at < end; at++) {
            if (timestamps[at] == timestamp && entries[at] != null) {
                return at;
            }
        }
        return placeOf(timestamp);
    }

    /** Forgets an entry that was superseded. */
    void drop(Entry entry) {
        settle();
        lastDropped = placeNearLastOf(entry.timestamp());
        entries[lastDropped] = null;
        live--;
        if (size > FEW && live < size / 2) {
            if (live < timestamps.length / 4) {
                move(timestamps.length / 2);
            } else {
                closeGaps();
            }
        }
    }

    /** Takes one in the place of another with the same version. */
    void replace(Entry entry) {
        settle();
        entries[placeOf(entry.timestamp())] = entry;
    }

    void addTo(VersionFilter filter) {
        settle();
        for (int i = 0; i < size; i++) {
            Entry entry = entries[i];
            if (entry != null) {
                filter.add(VersionFilter.hash(this, entry));
            }
        }
    }

    /**
     * Entries that are not in a filter, in runs that claim no more than is held here without a gap and without a delete
     * that was forgotten.
     *
     * @param runs receives them
     * @return whether all of them fitted
     */
    boolean notIn(VersionFilter filter, Budget budget, List<Run> runs) {
        settle();
        List<Entry> missing = new ArrayList<>();
        long after = 0;
        long last = 0;
        for (int i = 0; i < size; i++) {
            Entry entry = entries[i];
            if (entry == null) {
                continue;
            }
            long timestamp = timestamps[i];
            boolean follows = last >= gcWatermark && timestamp <= watermark();
            boolean contained = filter.mayContain(VersionFilter.hash(this, entry));
            if (contained || !follows) {
                close(after, missing, runs);
            }
            if (!contained) {
                if (missing.isEmpty()) {
                    budget.charge(WireSize.runHeader(origin));
                }
                if (!budget.spend(WireSize.entry(entry))) {
                    close(after, missing, runs);
                    return false;
                }
                after = missing.isEmpty() ? (follows ? last : timestamp - 1) : after;
                missing.add(entry);
            }
            last = timestamp;
        }
        close(after, missing, runs);
        return true;
    }

    private void close(long after, List<Entry> missing, List<Run> runs) {
        if (!missing.isEmpty()) {
            runs.add(new Run(origin, after, lastTimestamp(missing), missing));
            missing.clear();
        }
    }

    /** Entries that count in the stretch of a run, and are not in the run. */
    List<Entry> heldBut(Run run) {
        settle();
        List<Entry> held = new ArrayList<>();
        int next = 0;
        for (int i = indexAfter(run.after()); i < size && timestamps[i] <= run.upTo(); i++) {
            while (next < run.entries().size() && timestampOf(run, next) < timestamps[i]) {
                next++;
            }
            Entry entry = entries[i];
            boolean isInRun = next < run.entries().size() && timestampOf(run, next) == timestamps[i];
            if (entry != null && !isInRun) {
                held.add(entry);
            }
        }
        return held;
    }

    private static long timestampOf(Run run, int place) {
        return run.entries().get(place).timestamp();
    }

    /** About how many entries are beyond this: some of them may count no longer, at most every other one. */
    int countBeyond(long timestamp) {
        settle();
        return size - indexAfter(timestamp);
    }

    /**
     * The run {@code (after, upTo]}, or the longest prefix of it that fits; null if that is empty and claims nothing.
     */
    @Nullable
    public Run cut(long after, long upTo, Budget budget) {
        settle();
        budget.charge(WireSize.runHeader(origin));
        List<Entry> taken = new ArrayList<>();
        for (int i = indexAfter(after); i < size && timestamps[i] <= upTo; i++) {
            Entry entry = entries[i];
            if (entry == null) {
                continue;
            }
            if (!budget.spend(WireSize.entry(entry))) {
                return taken.isEmpty() ? null : new Run(origin, after, lastTimestamp(taken), taken);
            }
            taken.add(entry);
        }
        return new Run(origin, after, upTo, taken);
    }

    private static long lastTimestamp(List<Entry> entries) {
        return entries.get(entries.size() - 1).timestamp();
    }

    /** Index of the first place whose timestamp is higher. */
    private int indexAfter(long timestamp) {
        if (size == 0 || timestamps[size - 1] <= timestamp) {
            return size;
        }
        int at = Arrays.binarySearch(timestamps, 0, size, timestamp);
        if (at < 0) {
            return -at - 1;
        }
        while (at < size && timestamps[at] == timestamp) {
            at++;
        }
        return at;
    }

    private void ensureRoom(int more) {
        if (size + more <= timestamps.length) {
            return;
        }
        if (live + more <= timestamps.length - timestamps.length / 4) {
            closeGaps();
        } else {
            move(Math.max(4, live + more + (live >> 1)));
        }
    }

    private void closeGaps() {
        int end = size;
        keep(timestamps, entries);
        Arrays.fill(entries, size, end, null);
    }

    private void move(int capacity) {
        keep(new long[capacity], new @Nullable Entry[capacity]);
    }

    /** From here on these arrays, which may be the same, hold what counts. */
    private void keep(long[] keptTimestamps, @Nullable Entry[] kept) {
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
        lastDropped = 0;
    }
}
