package io.fluxgossip.protocol.exchange.form;

import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.model.Reconciliation;
import io.fluxgossip.protocol.link.DigestMemory;
import io.fluxgossip.protocol.link.PeerLink;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.DigestResponse;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.turn.Turn;

/** {@link Reconciliation#SKETCH}: a rateless sketch of the digest, until it shows where the two differ. */
enum SketchForm implements DigestForm {
    INSTANCE;

    @Override
    public DigestRequest opening(Topic topic, DigestMemory digests, Turn turn) {
        return topic.compare();
    }

    @Override
    public DigestResponse answer(Topic topic, PeerLink link, Fingerprint theirs, Turn turn) {
        return SketchOffers.begin(topic, link, theirs, turn);
    }

    @Override
    public boolean isSummable() {
        return true;
    }

    @Override
    public int sketchLimit(int ourOrigins, int theirOrigins) {
        return SketchOffers.mostSymbols(ourOrigins + Math.min(theirOrigins, Replica.MAX_ORIGINS));
    }
}
