package io.fluxgossip.simulation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Events by time, and in the order they were scheduled where times are equal: a binary heap over arrays. For one
 * thread; what a unit of time is, is up to who uses it.
 */
public final class EventQueue {

    private long[] times = new long[256];
    private long[] sequences = new long[256];
    private @Nullable Runnable[] events = new @Nullable Runnable[256];
    private int size;
    private long nextSequence;

    /** Whether nothing is to come. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** When the next event is due; only if there is one. */
    public long nextTime() {
        return times[0];
    }

    /** Schedules an event, also one whose time is past. */
    public void add(long time, Runnable event) {
        if (size == times.length) {
            grow();
        }
        int at = size++;
        long sequence = nextSequence++;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (isBefore(parent, time, sequence)) {
                break;
            }
            move(parent, at);
            at = parent;
        }
        place(at, time, sequence, event);
    }

    /** Takes the next event out. */
    public Runnable poll() {
        Runnable first = events[0];
        if (first == null) {
            throw new IllegalStateException("no event is left");
        }
        size--;
        long time = times[size];
        long sequence = sequences[size];
        Runnable last = events[size];
        events[size] = null;
        if (size > 0) {
            sink(time, sequence, last);
        }
        return first;
    }

    private void sink(long time, long sequence, @Nullable Runnable event) {
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && isBefore(child + 1, times[child], sequences[child])) {
                child++;
            }
            if (!isBefore(child, time, sequence)) {
                break;
            }
            move(child, at);
            at = child;
        }
        place(at, time, sequence, event);
    }

    private boolean isBefore(int at, long time, long sequence) {
        return times[at] < time || (times[at] == time && sequences[at] < sequence);
    }

    private void move(int from, int to) {
        place(to, times[from], sequences[from], events[from]);
    }

    private void place(int at, long time, long sequence, @Nullable Runnable event) {
        times[at] = time;
        sequences[at] = sequence;
        events[at] = event;
    }

    private void grow() {
        times = Arrays.copyOf(times, 2 * size);
        sequences = Arrays.copyOf(sequences, 2 * size);
        events = Arrays.copyOf(events, 2 * size);
    }
}
