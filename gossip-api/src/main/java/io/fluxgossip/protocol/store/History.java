package io.fluxgossip.protocol.store;

import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Hashing;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.DormantTombstone;
import io.fluxgossip.protocol.message.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
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
    private final GcWatermark gc;
    private final long hash;

    private long[] timestamps = {};
    private @Nullable Entry[] entries = {};
    private int size;
    private int live;

    /** The place of the last entry that was dropped: the next is looked for there first. */
    private int lastDropped;

    private final Coverage coverage = new Coverage();

    /** Deletes of this origin whose keys are not kept any more; null while there are none. */
    private @Nullable DormantTombstones dormant;

    /** Entries on their way into the arrays, in version order: those of a run that belong before others. */
    private final List<Entry> incoming = new ArrayList<>();

    History(NodeId origin, GcWatermark gc) {
        this.origin = origin;
        this.gc = gc;
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

    /** The GC watermark of the topic. */
    GcWatermark gc() {
        return gc;
    }

    /** How much is held. */
    Coverage coverage() {
        return coverage;
    }

    boolean isEmpty() {
        return live == 0 && dormant == null;
    }

    /** Takes in a delete whose key is not kept. */
    void addDormant(long keyHash, long timestamp) {
        DormantTombstones all = dormant == null ? new DormantTombstones() : dormant;
        all.add(keyHash, timestamp);
        dormant = all;
    }

    void dropDormant(long timestamp) {
        if (dormant != null) {
            dormant.remove(timestamp);
            dormant = dormant.size() == 0 ? null : dormant;
        }
    }

    /** Forgets deletes up to a timestamp, and returns them. */
    List<DormantTombstone> takeDormant(long upTo) {
        List<DormantTombstone> taken = dormant(0, upTo);
        if (dormant != null) {
            dormant.removeUpTo(upTo);
            dormant = dormant.size() == 0 ? null : dormant;
        }
        return taken;
    }

    /** Dormant tombstones in a stretch. */
    List<DormantTombstone> dormant(long after, long upTo) {
        DormantTombstones all = dormant;
        if (all == null) {
            return List.of();
        }
        List<DormantTombstone> some = new ArrayList<>();
        for (int place = all.placeAfter(after); place < all.size() && all.timestamp(place) <= upTo; place++) {
            some.add(all.get(place));
        }
        return some;
    }

    /** The timestamps of all that is told of this history beyond one, in no order. */
    void timestampsBeyond(long after, LongConsumer reader) {
        settle();
        for (int i = indexAfter(after); i < size; i++) {
            if (entries[i] != null) {
                reader.accept(timestamps[i]);
            }
        }
        dormant(after, Long.MAX_VALUE).forEach(tombstone -> reader.accept(tombstone.timestamp()));
    }

    /** The sum of the shares that this history has in the state beyond a timestamp. */
    long sumBeyond(long after) {
        long[] sum = {0};
        timestampsBeyond(after, timestamp -> sum[0] += Hashing.hash(hash, timestamp));
        return sum[0];
    }

    boolean holdsDormant(long timestamp) {
        return dormant != null && dormant.holds(timestamp);
    }

    /** Whether this very write is known here as the last one to its key. */
    boolean tells(long timestamp) {
        settle();
        return placeOf(timestamp) >= 0 || holdsDormant(timestamp);
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

    /** The entry that counts with this timestamp; null if there is none. */
    @Nullable
    Entry find(long timestamp) {
        settle();
        int place = placeOf(timestamp);
        return place < 0 ? null : entries[place];
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
        timestampsBeyond(0, timestamp -> filter.add(Hashing.hash(hash, timestamp)));
    }

    /**
     * Writes that are not in a filter, in runs that claim no more than is held here without a gap.
     *
     * @param runs receives them
     * @return whether all of them fitted
     */
    boolean notIn(VersionFilter filter, Budget budget, List<Run> runs) {
        StretchReader held = new StretchReader(this, 0, watermark());
        StretchReader beyond = new StretchReader(this, watermark(), Long.MAX_VALUE);
        return held.notIn(filter, budget, true, runs) && beyond.notIn(filter, budget, false, runs);
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
        budget.charge(WireSize.runHeader(origin));
        return new StretchReader(this, after, upTo).cut(budget);
    }

    private static long lastTimestamp(List<Entry> entries) {
        return entries.get(entries.size() - 1).timestamp();
    }

    /** The place behind the last one. */
    int end() {
        return size;
    }

    long timestampAt(int place) {
        return timestamps[place];
    }

    /** Null if it no longer counts. */
    @Nullable
    Entry entryAt(int place) {
        return entries[place];
    }

    /** The first place whose timestamp is higher. */
    int indexAfter(long timestamp) {
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
