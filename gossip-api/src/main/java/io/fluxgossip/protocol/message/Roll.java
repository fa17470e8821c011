package io.fluxgossip.protocol.message;

import java.util.List;

/**
 * What travels of the membership with every exchange and its answer.
 *
 * @param fingerprint a sum of hashes over all standings that the sender holds; equal if two hold the same
 * @param size how many it holds; 0 of a node that does not take part in membership
 * @param news standings that the receiver may not know
 * @param beats heartbeats, where failures are detected by them
 */
public record Roll(long fingerprint, int size, List<Standing> news, List<Beat> beats) {

    /** Of a node that takes no part. */
    public static final Roll NONE = new Roll(0, 0, List.of());

    /** Without heartbeats. */
    public Roll(long fingerprint, int size, List<Standing> news) {
        this(fingerprint, size, news, List.of());
    }

    public Roll {
        news = List.copyOf(news);
        beats = List.copyOf(beats);
        if (size < 0) {
            throw new IllegalArgumentException("the size of a roll must be 0 or more, was " + size);
        }
    }
}
