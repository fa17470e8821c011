package io.fluxgossip.protocol.topic;

import io.fluxgossip.protocol.turn.Timer;

/**
 * How long an adaptive topic gathers what is written here: not at all while links take pushes when they are offered;
 * twice as long each time when many of them are found busy, a quarter less when hardly any are.
 */
public final class AdaptiveWindow {

    /** Time between two looks. */
    public static final long PERIOD_MILLIS = 100;

    private static final long SHORTEST_MILLIS = 4;
    private static final double BUSY = 0.25;
    private static final double FREE = 0.05;

    private long windowMillis;
    private int offered;
    private int busy;

    private boolean armed;

    public long windowMillis() {
        return windowMillis;
    }

    /** Returns whether a {@link Timer.WindowReview} is to be armed: none is under way. */
    public boolean arm() {
        boolean arms = !armed;
        armed = true;
        return arms;
    }

    public void noteFired() {
        armed = false;
    }

    /** A link had something to send, and took it or was busy. */
    public void offered(boolean taken) {
        offered++;
        busy += taken ? 0 : 1;
    }

    /** A period is over: returns whether the window changed. */
    public boolean adjust(long longestMillis) {
        long before = windowMillis;
        if (offered > 0 && busy >= BUSY * offered) {
            windowMillis = Math.min(longestMillis, Math.max(SHORTEST_MILLIS, 2 * windowMillis));
        } else if (busy <= FREE * offered) {
            windowMillis = windowMillis <= SHORTEST_MILLIS ? 0 : windowMillis * 3 / 4;
        }
        offered = 0;
        busy = 0;
        return windowMillis != before;
    }

    void reset() {
        windowMillis = 0;
    }
}
