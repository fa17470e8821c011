package io.fluxgossip.protocol.store;

import io.fluxgossip.protocol.message.DormantTombstone;
import java.util.Arrays;

/** The dormant tombstones of one history, in the order of their timestamps: 16 bytes each. */
final class DormantTombstones {

    private static final int FEW = 4;

    private long[] timestamps = {};
    private long[] keyHashes = {};
    private int size;

    int size() {
        return size;
    }

    DormantTombstone get(int place) {
        return new DormantTombstone(keyHashes[place], timestamps[place]);
    }

    long timestamp(int place) {
        return timestamps[place];
    }

    /** The first place whose timestamp is higher. */
    int placeAfter(long timestamp) {
        if (size == 0 || timestamps[size - 1] <= timestamp) {
            return size;
        }
        int place = Arrays.binarySearch(timestamps, 0, size, timestamp);
        return place < 0 ? -place - 1 : place + 1;
    }

    boolean holds(long timestamp) {
        int place = placeAfter(timestamp) - 1;
        return place >= 0 && timestamps[place] == timestamp;
    }

    /** One whose timestamp is not there yet. */
    void add(long keyHash, long timestamp) {
        int place = placeAfter(timestamp);
        if (size == timestamps.length) {
            int room = Math.max(FEW, size + size / 2);
            timestamps = Arrays.copyOf(timestamps, room);
            keyHashes = Arrays.copyOf(keyHashes, room);
        }
        move(place, place + 1);
        timestamps[place] = timestamp;
        keyHashes[place] = keyHash;
        size++;
    }

    void remove(long timestamp) {
        int behind = placeAfter(timestamp);
        move(behind, behind - 1);
        size--;
        giveBack();
    }

    void removeUpTo(long timestamp) {
        int end = placeAfter(timestamp);
        move(end, 0);
        size -= end;
        giveBack();
    }

    /** Those at and behind a place move to another one. */
    private void move(int from, int to) {
        System.arraycopy(timestamps, from, timestamps, to, size - from);
        System.arraycopy(keyHashes, from, keyHashes, to, size - from);
    }

    private void giveBack() {
        if (size < timestamps.length / 4) {
            timestamps = Arrays.copyOf(timestamps, timestamps.length / 2);
            keyHashes = Arrays.copyOf(keyHashes, keyHashes.length / 2);
        }
    }
}
