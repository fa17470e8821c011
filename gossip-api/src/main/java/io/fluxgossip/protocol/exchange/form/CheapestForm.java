package io.fluxgossip.protocol.exchange.form;

import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.model.Reconciliation;
import io.fluxgossip.protocol.link.DigestMemory;
import io.fluxgossip.protocol.link.PeerLink;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.DigestResponse;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.turn.Turn;

/**
 * {@link Reconciliation#AUTO}: a fingerprint first, then the digest where it is small, and a sketch of it where it is
 * not.
 */
enum CheapestForm implements DigestForm {
    INSTANCE;

    @Override
    public DigestRequest opening(Topic topic, DigestMemory digests, Turn turn) {
        return topic.compare();
    }

    @Override
    public DigestResponse answer(Topic topic, PeerLink link, Fingerprint theirs, Turn turn) {
        return topic.replica().histories().size() <= SketchOffers.SMALL
                ? DigestForm.super.answer(topic, link, theirs, turn)
                : SketchOffers.begin(topic, link, theirs, turn);
    }

    @Override
    public boolean isSummable() {
        return true;
    }
}
