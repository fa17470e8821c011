package io.fluxgossip.protocol.message;

/**
 * All topics of an interval in one hash, so that many equal topics cost no more than one.
 *
 * @param intervalMillis of the topics whose fingerprints are in it; 0 if nothing is summed up
 * @param hash a sum over their names and fingerprints; those to which nobody has written are left out
 */
public record Summary(long intervalMillis, long hash) {

    /** Nothing is summed up. */
    public static final Summary NONE = new Summary(0, 0);

    public Summary {
        if (intervalMillis < 0) {
            throw new IllegalArgumentException("the interval of a summary must be 0 or more, was " + intervalMillis);
        }
    }
}
