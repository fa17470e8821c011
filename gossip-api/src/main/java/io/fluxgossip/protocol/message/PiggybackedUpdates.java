package io.fluxgossip.protocol.message;

import java.util.List;

/**
 * The part of the membership that travels with every exchange and its answer.
 *
 * @param fingerprint a sum of hashes over all member states that the sender holds; equal if two hold the same
 * @param size how many it holds; 0 of a node that does not take part in membership
 * @param news member states that the receiver may not know
 * @param beats heartbeats, where failures are detected by them
 */
public record PiggybackedUpdates(long fingerprint, int size, List<MemberState> news, List<Beat> beats) {

    /** The updates of a node that takes no part. */
    public static final PiggybackedUpdates NONE = new PiggybackedUpdates(0, 0, List.of());

    /** Without heartbeats. */
    public PiggybackedUpdates(long fingerprint, int size, List<MemberState> news) {
        this(fingerprint, size, news, List.of());
    }

    public PiggybackedUpdates {
        news = List.copyOf(news);
        beats = List.copyOf(beats);
        if (size < 0) {
            throw new IllegalArgumentException("the number of member states must be 0 or more, was " + size);
        }
    }
}
