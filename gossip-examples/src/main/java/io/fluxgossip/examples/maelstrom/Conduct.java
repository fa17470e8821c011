package io.fluxgossip.examples.maelstrom;

import io.fluxgossip.TopicSpec;
import io.fluxgossip.model.Dissemination;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.Reconciliation;

/** How the updates of the one topic travel. */
public record Conduct(Mode mode, Dissemination dissemination, Reconciliation reconciliation) {

    /** This topic, with updates that travel so. */
    <K, V> TopicSpec<K, V> of(TopicSpec<K, V> topic) {
        return topic.mode(mode).dissemination(dissemination).reconciliation(reconciliation);
    }
}
