package io.fluxgossip.protocol.sketch;

import io.fluxgossip.model.Digest;
import io.fluxgossip.protocol.message.DigestRequest;
import java.util.Optional;
import java.util.function.LongPredicate;

/** A peer's digest of a topic, in whatever way it was told. */
public interface PeerDigest {

    /** How many origins it has. */
    int size();

    /** The part of it that can be told by name here. */
    Digest known();

    /**
     * Asks for what is behind, and for all of the origins that cannot be named here; empty if there are none.
     *
     * @param wanted whether an origin of which nothing is known here is to be asked for, by the peer's watermark
     */
    Optional<DigestRequest> request(Digest behind, LongPredicate wanted);

    /** One with names. */
    static PeerDigest of(String topic, Digest digest) {
        return new PeerDigest() {
            @Override
            public int size() {
                return digest.watermarks().size();
            }

            @Override
            public Digest known() {
                return digest;
            }

            @Override
            public Optional<DigestRequest> request(Digest behind, LongPredicate wanted) {
                return behind.isEmpty() ? Optional.empty() : Optional.of(new DigestRequest.Fragment(topic, behind));
            }
        };
    }
}
