package io.fluxgossip.protocol.exchange.form;

import io.fluxgossip.model.Reconciliation;
import io.fluxgossip.protocol.link.DigestMemory;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.turn.Turn;

/** {@link Reconciliation#FULL_STATE}: everything, both ways, each time; for comparison. */
enum WholeStateForm implements DigestForm {
    INSTANCE;

    @Override
    public DigestRequest opening(Topic topic, DigestMemory digests, Turn turn) {
        return topic.compareOutright();
    }

    @Override
    public boolean isWholeState() {
        return true;
    }
}
