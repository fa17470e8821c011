package io.fluxgossip.protocol.membership;

/**
 * How unlikely it is that a member is still there although nothing has come from it for so long (Hayashibara, Defago,
 * Yared and Katayama, <i>The Phi Accrual Failure Detector</i>, SRDS 2004), with exponential intervals and on the scale
 * of Cassandra: phi is the time since the last arrival over the mean interval, times log10(e). So 8 is 18.4 mean
 * intervals.
 */
final class PhiAccrual {

    private static final double LOG10_E = Math.log10(Math.E);

    /** Intervals that the mean is taken over. */
    private static final int WINDOW = 100;

    private final long[] intervals = new long[WINDOW];
    private final double expectedMillis;
    private int next;
    private int count;
    private long sumMillis;
    private boolean arrived;
    private long lastBeatMillis;
    private long lastSignMillis;

    /** @param expectedMillis the mean interval until one has been seen, and the least that it is taken for */
    PhiAccrual(double expectedMillis) {
        this.expectedMillis = expectedMillis;
    }

    /** A heartbeat has arrived. */
    void beat(long nowMillis) {
        if (arrived) {
            int place = next;
            next = (next + 1) % WINDOW;
            count = Math.min(count + 1, WINDOW);
            long interval = nowMillis - lastBeatMillis;
            sumMillis += interval - intervals[place];
            intervals[place] = interval;
        }
        arrived = true;
        lastBeatMillis = nowMillis;
        sign(nowMillis);
    }

    /** Something else has come, which says that it is there and nothing of how often it beats. */
    void sign(long nowMillis) {
        lastSignMillis = nowMillis;
    }

    double phi(long nowMillis) {
        double mean = count == 0 ? expectedMillis : (double) sumMillis / count;
        return LOG10_E * (nowMillis - lastSignMillis) / Math.max(mean, expectedMillis);
    }
}
