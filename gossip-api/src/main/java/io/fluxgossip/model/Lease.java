package io.fluxgossip.model;

/**
 * The time that a value counts. It is counted down by whoever holds the value, from when it arrived and from what was
 * left of it then, as the age of a cached HTTP response is (RFC 9111): it makes no difference how far clocks are apart.
 *
 * @param ttlMillis how long the value was written for, in milliseconds; 1 or more
 * @param endMillis of a value that a node holds, when that is over, by the node's own time; of one in a message, how
 *     much of it is left
 */
public record Lease(long ttlMillis, long endMillis) {

    public Lease {
        if (ttlMillis < 1) {
            throw new IllegalArgumentException("a time to live must be at least 1 ms, was " + ttlMillis + " ms");
        }
    }

    /** A lease of which a message says how much is left, as held from this moment on. */
    Lease heldAt(long nowMillis) {
        long left = Math.min(ttlMillis, endMillis);
        return new Lease(ttlMillis, left > Long.MAX_VALUE - nowMillis ? Long.MAX_VALUE : nowMillis + left);
    }

    /** A lease that is held, as a message says at this moment how much is left. */
    Lease toldAt(long nowMillis) {
        return new Lease(ttlMillis, Math.max(0, Math.min(ttlMillis, endMillis - nowMillis)));
    }
}
