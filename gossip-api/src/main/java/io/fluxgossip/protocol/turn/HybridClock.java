package io.fluxgossip.protocol.turn;

import io.fluxgossip.model.Version;

/**
 * A hybrid logical clock (Kulkarni et al., <i>Logical Physical Clocks</i>, OPODIS 2014): close to wall time, and higher
 * than everything seen before, so that a write made after another was seen wins against it.
 *
 * <p>When more than 65,535 writes fall into one millisecond the counter carries into the milliseconds, and the clock
 * runs ahead of wall time until that catches up. The same happens when wall time goes back.
 */
public final class HybridClock {

    private long last;

    /** A timestamp higher than all before. */
    public long next(long nowMillis) {
        last = Math.max(last + 1, nowMillis << Version.COUNTER_BITS);
        return last;
    }

    /** Takes note of a timestamp that another node gave. */
    public void observe(long timestamp) {
        last = Math.max(last, timestamp);
    }
}
