package io.fluxgossip.protocol.exchange.form;

import io.fluxgossip.model.Reconciliation;
import io.fluxgossip.protocol.link.DigestMemory;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.turn.Turn;

/** {@link Reconciliation#HANDSHAKE}: the whole digest, as in Cassandra and Scuttlebutt. */
enum FullDigestForm implements DigestForm {
    INSTANCE;

    @Override
    public DigestRequest opening(Topic topic, DigestMemory digests, Turn turn) {
        return request(topic);
    }

    @Override
    public DigestRequest lastRequest(Topic topic) {
        return request(topic);
    }

    private static DigestRequest request(Topic topic) {
        return new DigestRequest.Full(
                topic.name(),
                topic.replica().digest(),
                topic.comparableFingerprint().state());
    }
}
