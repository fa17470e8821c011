package io.fluxgossip.protocol.store;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.NodeId;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * One entry for each key: a hash table with open addressing, linear probing and multiplicative hashing (Knuth, <i>The
 * Art of Computer Programming</i>, volume 3, section 6.4). One thread at a time writes; any number of others read, and
 * nobody waits.
 *
 * <p>A replica replaces entries far more often than it learns of keys, and here that writes one reference into one
 * array. A map of nodes writes it into a node somewhere in the heap, and a collector that remembers which old objects
 * point to young ones, as G1 does, spends more on all those nodes than the replica on everything else.
 *
 * <p>No entry moves within an array: one that is removed leaves a mark, and a new array replaces the old one as a
 * whole. So who goes on reading the old one finds all that was there when it began. Of keys whose hashes crowd
 * together, by chance or because somebody chose them, those that find no slot within reach go to a sorted map.
 */
final class EntryTable implements Iterable<Entry> {

    private static final int FEWEST_SLOTS = 4;

    /** 2^32 by the golden ratio. */
    private static final int FIBONACCI = 0x9E3779B9;

    /** In a slot whose entry was removed: a slot that is free would end the search for those behind it. */
    private static final Entry REMOVED = new Entry(Bytes.EMPTY, null, 1, new NodeId("removed", 1), null);

    private volatile Slots slots = new Slots(FEWEST_SLOTS);
    private volatile int size;

    @Nullable
    Entry get(Bytes key) {
        return slots.get(key);
    }

    /** For the writer: the entry of the key that has this {@linkplain Bytes#longHash hash}. */
    @Nullable
    Entry find(long keyHash) {
        return slots.find(keyHash);
    }

    /**
     * For the writer: what {@link #get} gives for the keys of these entries, in their order. The loads of one step do
     * not depend on each other, so memory is waited for once for many keys, and not once for each (group prefetching:
     * Chen, Ailamaki, Gibbons, Mowry, <i>Improving Hash Join Performance through Prefetching</i>, ICDE 2004).
     */
    @Nullable
    Entry[] getAll(List<Entry> others) {
        return slots.getAll(others);
    }

    int size() {
        return size;
    }

    /** Takes the place of what has the same key, which is returned. */
    @Nullable
    Entry put(Entry entry) {
        Entry before = slots.put(entry);
        if (before == null) {
            resized(size + 1);
        }
        return before;
    }

    void remove(Bytes key) {
        if (slots.remove(key)) {
            resized(size - 1);
        }
    }

    /** At most half of the slots are in use, and an eighth of them at least. */
    private void resized(int now) {
        size = now;
        int length = slots.length();
        if (slots.used > length / 2 || (now < length / 8 && length > FEWEST_SLOTS)) {
            Slots next = Slots.withRoomFor(now);
            forEach(next::put);
            slots = next;
        }
    }

    /** Every entry whose key is there from beginning to end, at some moment meanwhile. */
    @Override
    public Iterator<Entry> iterator() {
        return slots.iterator();
    }

    private static final class Slots {

        /** So many slots belong to a key. */
        private static final int REACH = 64;

        /** No slot. */
        private static final int NONE = -1;

        private final AtomicReferenceArray<@Nullable Entry> entries;
        private final int mask;

        /**
         * Entries of keys that found no slot. No slot becomes free again: whoever meets a free one need not look here.
         */
        private final ConcurrentSkipListMap<Bytes, Entry> crowded = new ConcurrentSkipListMap<>();

        /** Slots that are not free. */
        private int used;

        Slots(int length) {
            entries = new AtomicReferenceArray<>(length);
            mask = length - 1;
        }

        /** A third of the slots are used then at most. */
        static Slots withRoomFor(int size) {
            return new Slots(Math.max(FEWEST_SLOTS, Integer.highestOneBit(3 * size) * 2));
        }

        int length() {
            return entries.length();
        }

        private int home(Bytes key) {
            return home(key.hashCode());
        }

        private int home(int hash) {
            return (hash * FIBONACCI) >>> Integer.numberOfLeadingZeros(mask);
        }

        @Nullable
        Entry find(long keyHash) {
            int home = home((int) (keyHash >>> Integer.SIZE));
            for (int slot = home; slot < home + REACH; slot++) {
                Entry held = entries.getPlain(slot & mask);
                if (held == null) {
                    return null;
                }
                if (isEntry(held) && held.key().longHash() == keyHash) {
                    return held;
                }
            }
            return crowded.values().stream()
                    .filter(held -> held.key().longHash() == keyHash)
                    .findAny()
                    .orElse(null);
        }

        @SuppressWarnings("ReferenceEquality") // it is a mark, not an entry
        private static boolean isEntry(Entry held) {
            return held != REMOVED;
        }

        private static boolean isOf(Bytes key, Entry held) {
            return isEntry(held) && held.key().equals(key);
        }

        @Nullable
        Entry get(Bytes key) {
            return get(key, home(key));
        }

        /** A reader keeps what it has read: by the time it looked again, the slot could be another key's. */
        private @Nullable Entry get(Bytes key, int home) {
            for (int slot = home; slot < home + REACH; slot++) {
                Entry held = entries.getAcquire(slot & mask);
                if (held == null) {
                    return null;
                }
                if (isOf(key, held)) {
                    return held;
                }
            }
            return crowded.get(key);
        }

        /** Most entries are at home: that is found out without the loads of a search. */
        @Nullable
        Entry[] getAll(List<Entry> others) {
            int[] homes = new int[others.size()];
            for (int i = 0; i < homes.length; i++) {
                homes[i] = home(others.get(i).key());
            }
            @Nullable Entry[] held = new @Nullable Entry[homes.length];
            for (int i = 0; i < homes.length; i++) {
                held[i] = entries.getPlain(homes[i]);
            }
            for (int i = 0; i < homes.length; i++) {
                Entry atHome = held[i];
                Bytes key = others.get(i).key();
                if (atHome != null && !isOf(key, atHome)) {
                    held[i] = get(key, homes[i]);
                }
            }
            return held;
        }

        /** Returns what it replaces. */
        @Nullable
        Entry put(Entry entry) {
            Bytes key = entry.key();
            int slot = slotOf(key);
            if (slot >= 0) {
                Entry held = entries.getPlain(slot);
                entries.setRelease(slot, entry);
                return held;
            }
            int vacant = crowded.containsKey(key) ? NONE : vacantFor(key);
            if (vacant < 0) {
                return crowded.put(key, entry);
            }
            used += entries.getPlain(vacant) == null ? 1 : 0;
            entries.setRelease(vacant, entry);
            return null;
        }

        /** Returns whether it was there. */
        boolean remove(Bytes key) {
            int slot = slotOf(key);
            if (slot < 0) {
                return crowded.remove(key) != null;
            }
            entries.setRelease(slot, REMOVED);
            return true;
        }

        /** For the writer: where the entry of this key is, or {@link #NONE}. */
        private int slotOf(Bytes key) {
            int home = home(key);
            for (int slot = home; slot < home + REACH; slot++) {
                Entry held = entries.getPlain(slot & mask);
                if (held == null) {
                    return NONE;
                }
                if (isOf(key, held)) {
                    return slot & mask;
                }
            }
            return NONE;
        }

        /** For the writer: where one of this key may go, or {@link #NONE}. */
        private int vacantFor(Bytes key) {
            int home = home(key);
            for (int slot = home; slot < home + REACH; slot++) {
                Entry held = entries.getPlain(slot & mask);
                if (held == null || !isEntry(held)) {
                    return slot & mask;
                }
            }
            return NONE;
        }

        Iterator<Entry> iterator() {
            Iterator<Entry> others = crowded.values().iterator();
            return new Iterator<>() {
                private int slot;
                private @Nullable Entry next = following();

                private @Nullable Entry following() {
                    while (slot < entries.length()) {
                        Entry held = entries.getAcquire(slot++);
                        if (held != null && isEntry(held)) {
                            return held;
                        }
                    }
                    return others.hasNext() ? others.next() : null;
                }

                @Override
                public boolean hasNext() {
                    return next != null;
                }

                @Override
                public Entry next() {
                    Entry entry = next;
                    if (entry == null) {
                        throw new NoSuchElementException();
                    }
                    next = following();
                    return entry;
                }
            };
        }
    }
}
