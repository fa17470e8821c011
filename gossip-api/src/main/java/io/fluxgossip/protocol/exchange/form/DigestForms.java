package io.fluxgossip.protocol.exchange.form;

import io.fluxgossip.model.Reconciliation;
import io.fluxgossip.protocol.topic.Topic;

/** The form of digest that a configuration means. */
public final class DigestForms {

    private DigestForms() {}

    public static DigestForm of(Topic topic) {
        return of(topic.config().reconciliation());
    }

    private static DigestForm of(Reconciliation reconciliation) {
        return switch (reconciliation) {
            case HANDSHAKE -> FullDigestForm.INSTANCE;
            case PER_PEER -> ChangedDigestForm.INSTANCE;
            case BLOOM -> FilterForm.INSTANCE;
            case SKETCH -> SketchForm.INSTANCE;
            case FULL_STATE -> WholeStateForm.INSTANCE;
            case AUTO -> CheapestForm.INSTANCE;
        };
    }
}
