package io.fluxgossip.protocol.store;

import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.model.Hashing;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.message.DormantTombstone;
import io.fluxgossip.protocol.turn.Update;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The last write to each key that a replica knows of, be it a value, what is left of one, a tombstone or a dormant
 * tombstone; the same by origin; and the sums over all of that. Each write has the same share in the sum whichever of
 * these it is, so replicas that know of the same writes have the same sum.
 */
final class Holdings {

    private final EntryTable entries = new EntryTable();
    private final NavigableMap<NodeId, History> histories = new TreeMap<>();
    private final DeletedKeys deletedKeys = new DeletedKeys();
    private final Superseded superseded = new Superseded();

    private final GcWatermark gc = new GcWatermark();

    /** Histories of which something was refused that still counts, as far as is known. */
    private int lacking;

    private long digestSum;
    private long stateSum;

    private volatile int tombstones;
    private volatile int dormant;

    EntryTable entries() {
        return entries;
    }

    NavigableMap<NodeId, History> histories() {
        return histories;
    }

    History history(NodeId origin) {
        return histories.computeIfAbsent(origin, unknown -> new History(unknown, gc));
    }

    Superseded superseded() {
        return superseded;
    }

    long digestSum() {
        return digestSum;
    }

    long stateSum() {
        return stateSum;
    }

    /** Keys that have no value, and are kept. */
    int tombstones() {
        return tombstones;
    }

    int dormantTombstones() {
        return dormant;
    }

    GcWatermark gc() {
        return gc;
    }

    static long shareOf(History history, long timestamp) {
        return Hashing.hash(history.hash(), timestamp);
    }

    /** Takes note of how much of a history is known. */
    void cover(History history, long after, long upTo) {
        long before = history.watermark();
        boolean lackedBefore = history.coverage().lacksRefused();
        history.coverage().cover(after, upTo);
        moved(history, before, lackedBefore);
    }

    /** Takes note of an entry of a history that is known and not held. */
    void refuse(History history, long timestamp) {
        long before = history.watermark();
        boolean lackedBefore = history.coverage().lacksRefused();
        history.coverage().refuse(timestamp);
        moved(history, before, lackedBefore);
    }

    /** Refused entries are to be told once more. */
    void askForRefused() {
        for (History history : histories.values()) {
            long before = history.watermark();
            boolean lackedBefore = history.coverage().lacksRefused();
            history.coverage().askForRefused();
            moved(history, before, lackedBefore);
        }
    }

    /** Whether something was refused that still counts, as far as is known. */
    boolean lacksRefused() {
        return lacking > 0;
    }

    /** Counts histories with refused entries, and moves the share of the digest that a history has. */
    private void moved(History history, long before, boolean lackedBefore) {
        lacking += (history.coverage().lacksRefused() ? 1 : 0) - (lackedBefore ? 1 : 0);
        if (history.watermark() != before) {
            digestSum -= Fingerprint.shareOf(history.hash(), before);
            digestSum += Fingerprint.shareOf(history.hash(), history.watermark());
        }
    }

    /** A write takes the place of what is held of its key. */
    Update put(Entry entry, History history) {
        Entry held = entries.put(entry);
        if (held != null) {
            History old = retract(held, history);
            superseded.add(old, held.timestamp(), history, entry.timestamp());
        } else if (dormant > 0) {
            awake(entry, history);
        }
        history.add(entry);
        stateSum += shareOf(history, entry.timestamp());
        countTombstones(held, entry);
        return Update.of(entry, held);
    }

    /** The key was deleted once, and is written again. */
    private void awake(Entry entry, History history) {
        long keyHash = entry.key().longHash();
        History old = deletedKeys.historyOf(keyHash);
        if (old != null) {
            long timestamp = deletedKeys.timestampOf(keyHash);
            dropDormant(keyHash, timestamp, old);
            superseded.add(old, timestamp, history, entry.timestamp());
        }
    }

    private void dropDormant(long keyHash, long timestamp, History history) {
        history.dropDormant(timestamp);
        deletedKeys.remove(keyHash);
        stateSum -= shareOf(history, timestamp);
        dormant = deletedKeys.size();
    }

    private History retract(Entry entry, History likely) {
        NodeId origin = entry.origin();
        History history = origin.equals(likely.origin()) ? likely : history(origin);
        history.drop(entry);
        stateSum -= shareOf(history, entry.timestamp());
        return history;
    }

    /** Nothing is held of the key any more, nor remembered. */
    void drop(Entry entry) {
        retract(entry, history(entry.origin()));
        entries.remove(entry.key());
        countTombstones(entry, null);
    }

    /** The same write, in another shape. */
    void replace(Entry entry) {
        history(entry.origin()).replace(entry);
        Entry held = entries.put(entry);
        countTombstones(held, entry);
    }

    /** Whether a delete is remembered that this entry does not win against. */
    boolean isDeleted(Entry entry) {
        if (dormant == 0) {
            return false;
        }
        long keyHash = entry.key().longHash();
        History history = deletedKeys.historyOf(keyHash);
        return history != null
                && !isLater(entry.timestamp(), entry.origin(), deletedKeys.timestampOf(keyHash), history);
    }

    private static boolean isLater(long timestamp, NodeId origin, long than, History history) {
        return new Version(timestamp, origin).compareTo(new Version(than, history.origin())) > 0;
    }

    /** The key of a tombstone is kept no longer. */
    void makeDormant(Entry tombstone) {
        drop(tombstone);
        remember(tombstone.key().longHash(), tombstone.timestamp(), history(tombstone.origin()));
    }

    private void remember(long keyHash, long timestamp, History history) {
        if (timestamp > gc.timestamp()) {
            history.addDormant(keyHash, timestamp);
            deletedKeys.put(keyHash, timestamp, history);
            stateSum += shareOf(history, timestamp);
            dormant = deletedKeys.size();
        }
    }

    /**
     * A delete is told of which only the hash of the key is known. It is remembered unless it is so old that others may
     * be forgotten.
     *
     * @return what has changed by it; null if it is no news, or if nothing was held of the key
     */
    @Nullable
    Update delete(DormantTombstone told, History history) {
        History old = deletedKeys.historyOf(told.keyHash());
        Entry held = old == null ? entries.find(told.keyHash()) : null;
        boolean isNews = !history.tells(told.timestamp())
                && (old == null
                        || isLater(told.timestamp(), history.origin(), deletedKeys.timestampOf(told.keyHash()), old))
                && (held == null
                        || isLater(told.timestamp(), history.origin(), held.timestamp(), history(held.origin())));
        if (!isNews) {
            return null;
        }
        if (old != null) {
            dropDormant(told.keyHash(), deletedKeys.timestampOf(told.keyHash()), old);
        }
        if (held != null) {
            drop(held);
            superseded.add(history(held.origin()), held.timestamp(), history, told.timestamp());
        }
        remember(told.keyHash(), told.timestamp(), history);
        return held == null ? null : new Update(held.key(), null, held);
    }

    /** Deletes up to here are remembered no longer; returns how many that were. */
    int forgetUpTo(long timestamp) {
        int before = dormant;
        for (History history : histories.values()) {
            for (DormantTombstone old : history.takeDormant(timestamp)) {
                deletedKeys.remove(old.keyHash());
                stateSum -= shareOf(history, old.timestamp());
            }
        }
        dormant = deletedKeys.size();
        if (dormant < before) {
            gc.raise(timestamp);
        }
        return before - dormant;
    }

    private void countTombstones(@Nullable Entry before, @Nullable Entry now) {
        int change = (now != null && now.isTombstone() ? 1 : 0) - (before != null && before.isTombstone() ? 1 : 0);
        if (change != 0) {
            int count = tombstones + change;
            tombstones = count;
        }
    }
}
