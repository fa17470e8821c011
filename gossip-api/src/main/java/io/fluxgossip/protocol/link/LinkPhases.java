package io.fluxgossip.protocol.link;

import io.fluxgossip.protocol.link.PeerLink.Phase;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Links by phase, in the order in which they entered it. */
final class LinkPhases {

    private final Map<Phase, Set<PeerLink>> links = new EnumMap<>(Phase.class);

    LinkPhases() {
        for (Phase phase : Phase.values()) {
            links.put(phase, new LinkedHashSet<>());
        }
    }

    /** Those in this phase; changes as links go on. */
    Set<PeerLink> in(Phase phase) {
        return Objects.requireNonNull(links.get(phase));
    }

    void enter(PeerLink link, Phase phase) {
        forget(link);
        link.enter(phase);
        in(phase).add(link);
    }

    void forget(PeerLink link) {
        in(link.phase()).remove(link);
    }
}
