package io.fluxgossip.protocol.message;

/**
 * A version that was met in a sketch of a state.
 *
 * @param origin by {@link SketchKey.Hash#of hash}
 * @param timestamp positive
 */
public record HashedVersion(long origin, long timestamp) {

    public HashedVersion {
        if (timestamp <= 0) {
            throw new IllegalArgumentException("timestamp must be positive, was " + timestamp);
        }
    }
}
