package io.fluxgossip.protocol;

import io.fluxgossip.model.Inquiry;
import io.fluxgossip.model.Reconciliation;

/** {@link Reconciliation#HANDSHAKE}: the whole digest, as in Cassandra and Scuttlebutt. */
enum FullDigestForm implements DigestForm {
    INSTANCE;

    @Override
    public Inquiry opening(Topic topic, DigestMemory digests, Turn turn) {
        return request(topic);
    }

    @Override
    public Inquiry lastRequest(Topic topic) {
        return request(topic);
    }

    private static Inquiry request(Topic topic) {
        Replica replica = topic.replica();
        return new Inquiry.Full(
                topic.name(), replica.digest(), replica.fingerprint().state());
    }
}
