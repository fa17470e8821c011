package io.fluxgossip.protocol.exchange.form;

import io.fluxgossip.model.Reconciliation;
import io.fluxgossip.protocol.link.DigestMemory;
import io.fluxgossip.protocol.link.RememberedDigest;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.turn.Turn;

/**
 * {@link Reconciliation#PER_PEER}: what has changed of the digest since it crossed this connection, as in CockroachDB.
 */
enum ChangedDigestForm implements DigestForm {
    INSTANCE;

    @Override
    public DigestRequest opening(Topic topic, DigestMemory digests, Turn turn) {
        RememberedDigest sent = digests.sent(topic.name());
        Replica replica = topic.replica();
        return new DigestRequest.Changed(
                topic.name(), sent.hash(), sent.changes(replica), topic.comparableFingerprint());
    }
}
