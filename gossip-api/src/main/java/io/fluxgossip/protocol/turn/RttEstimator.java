package io.fluxgossip.protocol.turn;

/**
 * How long after an announcement the announced still comes by itself: the mean and four times the mean deviation, as
 * TCP tells a late answer from a lost one (Jacobson, <i>Congestion Avoidance and Control</i>, SIGCOMM 1988; RFC 6298).
 */
public final class RttEstimator {

    public static final long LONGEST_MILLIS = 5_000;

    private final long firstMillis;
    private long shortestMillis;
    private double mean;
    private double deviation;
    private boolean known;

    /** @param shortestMillis how long to wait at least, and until something is known */
    public RttEstimator(long shortestMillis) {
        this(shortestMillis, shortestMillis);
    }

    /** @param firstMillis how long to wait until something is known */
    public RttEstimator(long shortestMillis, long firstMillis) {
        this.shortestMillis = shortestMillis;
        this.firstMillis = firstMillis;
    }

    public void waitAtLeast(long millis) {
        shortestMillis = millis;
    }

    /** It came after this time. */
    public void came(long afterMillis) {
        if (!known) {
            known = true;
            mean = afterMillis;
            deviation = afterMillis / 2.0;
        } else {
            deviation += (Math.abs(afterMillis - mean) - deviation) / 4;
            mean += (afterMillis - mean) / 8;
        }
    }

    /** The time after which a message is most likely lost. */
    public long timeoutMillis() {
        long expected = known ? Math.round(mean + 4 * deviation) : firstMillis;
        return Math.max(shortestMillis, Math.min(LONGEST_MILLIS, expected));
    }
}
