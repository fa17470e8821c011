package io.fluxgossip.protocol;

/** Totals by {@link Counter}, for the thread that owns the core. */
@SuppressWarnings("EnumOrdinal") // an array of longs, not a contract
public final class Counters {

    private final long[] totals = new long[Counter.values().length];

    void add(Counter counter, long amount) {
        totals[counter.ordinal()] += amount;
    }

    public long get(Counter counter) {
        return totals[counter.ordinal()];
    }
}
