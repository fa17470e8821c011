package io.fluxgossip.protocol;

import io.fluxgossip.model.Inquiry;
import io.fluxgossip.model.Reconciliation;

/** {@link Reconciliation#FULL_STATE}: everything, both ways, each time; for comparison. */
enum WholeStateForm implements DigestForm {
    INSTANCE;

    @Override
    public Inquiry opening(Topic topic, DigestMemory digests, Turn turn) {
        return topic.compareOutright();
    }

    @Override
    public boolean isWholeState() {
        return true;
    }
}
