package io.fluxgossip.model;

import java.time.Duration;

/**
 * How a node finds out which members are gone. All nodes of a cluster must do it in the same way.
 *
 * <p>By {@linkplain #probing() probing}: SWIM (Das, Gupta and Motivala, DSN 2002) with Lifeguard (Dadgar, Phillips and
 * Currey, DSN-W 2018). Whoever does not answer is probed through others, then suspected, then taken to have failed; a
 * suspected member refutes. A node that finds itself slow judges more slowly.
 *
 * <p>By {@linkplain #heartbeats() heartbeats}: each member counts up once an interval, counters spread with exchanges,
 * and a member is suspected when its counter has stood still for so long that this would be too unlikely if it were
 * there: phi accrual (Hayashibara et al., SRDS 2004). What follows is the same.
 *
 * @param interval between two probes of this node; 1 ms or more. Exchanges of topics are probes too
 * @param timeout how long a member may take to answer before others are asked; 1 ms or more
 * @param tries how often it is asked again, directly and through others, each time for as long; 1 or more
 * @param indirect how many others are asked each time; 0 or more
 * @param confirmations how many others must suspect a member, besides the first, for the shortest suspicion; 0 or more
 * @param suspicion intervals that the shortest suspicion lasts among 10 members; it grows as the logarithm of their
 *     number
 * @param longestSuspicion how many times longer the longest suspicion lasts, which nobody has confirmed; 1 or more
 * @param phi at which phi a member is suspected, on Cassandra's scale, where 8 is 18.4 mean intervals between its
 *     heartbeats; more is slower and surer. 0: by probing
 * @param forgetAfter how long a member that has failed or left is remembered, and tried again now and then
 */
public record Detection(
        Duration interval,
        Duration timeout,
        int tries,
        int indirect,
        int confirmations,
        int suspicion,
        int longestSuspicion,
        double phi,
        Duration forgetAfter) {

    /** A probe every second, 8 tries of half a second, 3 others, 3 confirmations, 3 intervals to 4 times as long. */
    public static final Detection DEFAULT =
            new Detection(Duration.ofSeconds(1), Duration.ofMillis(500), 8, 3, 3, 3, 4, 0, Duration.ofHours(1));

    private static final double DEFAULT_PHI = 8;

    private static final double MAX_PHI = 300;

    /** {@link #DEFAULT}. */
    public static Detection probing() {
        return DEFAULT;
    }

    /** By heartbeats, at a phi of 8. */
    public static Detection heartbeats() {
        return DEFAULT.withPhi(DEFAULT_PHI);
    }

    /** The same at another phi; 0 is probing. */
    public Detection withPhi(double phi) {
        return new Detection(
                interval, timeout, tries, indirect, confirmations, suspicion, longestSuspicion, phi, forgetAfter);
    }

    /** Whether members are suspected by their heartbeats. */
    public boolean byHeartbeats() {
        return phi > 0;
    }

    public Detection {
        if (interval.toMillis() < 1 || timeout.toMillis() < 1) {
            throw new IllegalArgumentException("interval and timeout of probes must be at least 1 ms, were " + interval
                    + " and " + timeout + "; typical values are 1 s and 500 ms");
        }
        if (!(phi >= 0 && phi <= MAX_PHI)) {
            throw new IllegalArgumentException("phi must be 0 to " + MAX_PHI + ", was " + phi + "; typical is 8");
        }
        if (tries < 1 || indirect < 0 || confirmations < 0 || suspicion < 1 || longestSuspicion < 1) {
            throw new IllegalArgumentException(
                    "indirect and confirmations must be 0 or more, suspicion and longestSuspicion 1 or" + " more; were "
                            + indirect + ", " + confirmations + ", " + tries + ", " + suspicion + " and "
                            + longestSuspicion);
        }
    }

    /** The same at another pace: interval and half of it as the timeout. */
    public Detection every(Duration interval) {
        return new Detection(
                interval,
                interval.dividedBy(2),
                tries,
                indirect,
                confirmations,
                suspicion,
                longestSuspicion,
                phi,
                forgetAfter);
    }

    /** The shortest suspicion among so many members, in milliseconds. */
    public long shortestSuspicionMillis(int members) {
        return Math.round(suspicion * Math.max(1, Math.log10(members)) * interval.toMillis());
    }

    /**
     * How long a suspicion lasts that so many have confirmed: from the longest to the shortest by the logarithm of
     * their number (Lifeguard's formula).
     *
     * @param confirmed 0 or more; more than {@code needed} make no difference
     * @param needed confirmations for the shortest
     */
    public static long suspicionMillis(long shortest, long longest, int confirmed, int needed) {
        if (needed < 1) {
            return shortest;
        }
        double share = Math.log(confirmed + 1) / Math.log(needed + 1);
        return Math.max(shortest, Math.round(longest - share * (longest - shortest)));
    }
}
