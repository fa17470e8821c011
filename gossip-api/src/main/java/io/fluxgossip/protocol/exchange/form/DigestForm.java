package io.fluxgossip.protocol.exchange.form;

import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.model.Reconciliation;
import io.fluxgossip.protocol.link.DigestMemory;
import io.fluxgossip.protocol.link.PeerLink;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.DigestResponse;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.turn.Turn;

/** How a topic tells its digest in an exchange; one class for each {@link Reconciliation}. */
public interface DigestForm {

    /** The first request of a round, on a connection that may remember earlier rounds. */
    DigestRequest opening(Topic topic, DigestMemory digests, Turn turn);

    /** The first request to a peer of which nothing is known. */
    default DigestRequest initialRequest(Topic topic, DigestMemory digests, Turn turn) {
        return opening(topic, digests, turn);
    }

    /** Asks whether a peer holds all that this node holds. */
    default DigestRequest lastRequest(Topic topic) {
        return topic.compareOutright();
    }

    /** Answers a peer that holds something else, as its fingerprint says. */
    default DigestResponse answer(Topic topic, PeerLink link, Fingerprint theirs, Turn turn) {
        return new DigestResponse.Differs(topic.name(), topic.replica().digest(), topic.comparableState());
    }

    /** Whether an exchange begins with a comparison, so that several topics can be compared in one hash. */
    default boolean isSummable() {
        return false;
    }

    /** Whether a round streams all that the peer holds, and sends it all. */
    default boolean isWholeState() {
        return false;
    }

    /** Whether a filter of what a peer holds is answered with what is not in it. */
    default boolean answersFilters() {
        return false;
    }

    /** Symbols of a peer's sketch to take in before its digest is the cheaper way; 0 if it is from the start. */
    default int sketchLimit(int ourOrigins, int theirOrigins) {
        return SketchOffers.symbolsBesideDigest(ourOrigins, theirOrigins);
    }
}
