package io.fluxgossip.protocol;

import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.model.Inquiry;
import io.fluxgossip.model.Reconciliation;
import io.fluxgossip.model.Reply;

/** {@link Reconciliation#SKETCH}: a rateless sketch of the digest, until it shows where the two differ. */
enum SketchForm implements DigestForm {
    INSTANCE;

    @Override
    public Inquiry opening(Topic topic, DigestMemory digests, Turn turn) {
        return topic.compare();
    }

    @Override
    public Reply answer(Topic topic, PeerLink link, Fingerprint theirs, Turn turn) {
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
