package io.fluxgossip.protocol;

import io.fluxgossip.model.Inquiry;
import io.fluxgossip.model.Reconciliation;

/** {@link Reconciliation#PER_PEER}: what has changed of the digest since it crossed this connection, as in CockroachDB. */
enum ChangedDigestForm implements DigestForm {
    INSTANCE;

    @Override
    public Inquiry opening(Topic topic, DigestMemory digests, Turn turn) {
        RememberedDigest sent = digests.sent(topic.name());
        Replica replica = topic.replica();
        return new Inquiry.Changed(topic.name(), sent.hash(), sent.changes(replica), replica.fingerprint());
    }
}
