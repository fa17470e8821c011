package io.fluxgossip.protocol.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes that were superseded of late, and by which: what a peer still holds that has not heard of the later ones. The
 * oldest give way to the newest.
 */
final class Superseded {

    private static final int FEW = 16;

    /** So many are remembered. */
    static final int MOST = 1 << 14;

    private @Nullable History[] histories = {};
    private long[] timestamps = {};
    private @Nullable History[] laterHistories = {};
    private long[] laterTimestamps = {};

    /** The place for the next one, and how many there are. */
    private int next;

    private int size;

    /** Looks at one of them. */
    interface Reader {
        void read(History history, long timestamp, History laterHistory, long laterTimestamp);
    }

    void add(History history, long timestamp, History laterHistory, long laterTimestamp) {
        if (next == timestamps.length) {
            if (next < MOST) {
                resize(Math.max(FEW, 2 * next));
            } else {
                next = 0;
            }
        }
        histories[next] = history;
        timestamps[next] = timestamp;
        laterHistories[next] = laterHistory;
        laterTimestamps[next] = laterTimestamp;
        next++;
        size = Math.max(size, next);
    }

    private void resize(int room) {
        histories = Arrays.copyOf(histories, room);
        timestamps = Arrays.copyOf(timestamps, room);
        laterHistories = Arrays.copyOf(laterHistories, room);
        laterTimestamps = Arrays.copyOf(laterTimestamps, room);
    }

    void readAll(Reader reader) {
        for (int place = 0; place < size; place++) {
            History history = histories[place];
            History later = laterHistories[place];
            if (history != null && later != null) {
                reader.read(history, timestamps[place], later, laterTimestamps[place]);
            }
        }
    }
}
