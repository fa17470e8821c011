package io.fluxgossip.protocol.store;

import org.jspecify.annotations.Nullable;

/**
 * The dormant tombstones of one replica by the hash of their key: an older value of the key has to face them. A hash
 * table with open addressing and linear probing (Knuth, volume 3, section 6.4), whose entries are moved up when one of
 * them is removed.
 */
final class DeletedKeys {

    private static final int FEWEST_SLOTS = 16;

    private long[] hashes = new long[FEWEST_SLOTS];
    private long[] timestamps = new long[FEWEST_SLOTS];

    /** Null in a slot that is free. */
    private @Nullable History[] histories = new @Nullable History[FEWEST_SLOTS];

    private int size;

    int size() {
        return size;
    }

    /** The history in which the key was deleted, as far as that is remembered. */
    @Nullable
    History historyOf(long keyHash) {
        return size == 0 ? null : histories[slotOf(keyHash)];
    }

    /** When the key was deleted; only if it was. */
    long timestampOf(long keyHash) {
        return timestamps[slotOf(keyHash)];
    }

    /** Takes the place of what is remembered of the same key. */
    void put(long keyHash, long timestamp, History history) {
        int slot = slotOf(keyHash);
        if (histories[slot] == null) {
            size++;
        }
        set(slot, keyHash, timestamp, history);
        if (size > hashes.length / 2) {
            resize(hashes.length * 2);
        }
    }

    void remove(long keyHash) {
        int free = slotOf(keyHash);
        if (histories[free] == null) {
            return;
        }
        int mask = hashes.length - 1;
        for (int at = free + 1 & mask; histories[at] != null; at = at + 1 & mask) {
            int home = home(hashes[at]);
            if ((at - home & mask) >= (at - free & mask)) {
                set(free, hashes[at], timestamps[at], histories[at]);
                free = at;
            }
        }
        histories[free] = null;
        size--;
        if (size < hashes.length / 8 && hashes.length > FEWEST_SLOTS) {
            resize(hashes.length / 2);
        }
    }

    private void set(int slot, long keyHash, long timestamp, @Nullable History history) {
        hashes[slot] = keyHash;
        timestamps[slot] = timestamp;
        histories[slot] = history;
    }

    /** The slot of this key, or the one where it may go. */
    private int slotOf(long keyHash) {
        int mask = hashes.length - 1;
        int slot = home(keyHash);
        while (histories[slot] != null && hashes[slot] != keyHash) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private int home(long keyHash) {
        return (int) keyHash & hashes.length - 1;
    }

    private void resize(int slots) {
        long[] oldHashes = hashes;
        long[] oldTimestamps = timestamps;
        @Nullable History[] oldHistories = histories;
        hashes = new long[slots];
        timestamps = new long[slots];
        histories = new @Nullable History[slots];
        for (int i = 0; i < oldHistories.length; i++) {
            if (oldHistories[i] != null) {
                set(slotOf(oldHashes[i]), oldHashes[i], oldTimestamps[i], oldHistories[i]);
            }
        }
    }
}
