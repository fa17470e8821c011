package io.fluxgossip.protocol.turn;

import java.util.concurrent.atomic.AtomicLongArray;

/** Totals by {@link Counter}: added to by the thread that owns the core, read by any. */
@SuppressWarnings("EnumOrdinal") // an array of longs, not a contract
public final class Counters {

    private final AtomicLongArray totals = new AtomicLongArray(Counter.values().length);

    void add(Counter counter, long amount) {
        int place = counter.ordinal();
        totals.setOpaque(place, totals.getPlain(place) + amount);
    }

    public long get(Counter counter) {
        return totals.getOpaque(counter.ordinal());
    }
}
