package io.fluxgossip.protocol;

import io.fluxgossip.model.Dissemination;
import io.fluxgossip.model.Inquiry;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.Topology;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An open topic on one node. */
final class Topic {

    final TopicConfig config;
    final Replica replica;
    Mode mode;

    /** Links that are sent something when the window ends. */
    final Set<Link> gathering = new LinkedHashSet<>();

    /** Chosen from the links there are; null when those have changed since. */
    private @Nullable Audience audience;

    /**
     * To whom changes are pushed.
     *
     * @param links in order
     * @param forwards whether changes that others made are passed on
     */
    record Audience(List<Link> links, boolean forwards) {}

    Topic(TopicConfig config, Replica replica) {
        this.config = config;
        this.replica = replica;
        this.mode = config.mode();
    }

    String name() {
        return config.name();
    }

    long intervalMillis() {
        return mode.interval().toMillis();
    }

    /** The question with which an exchange about this topic begins. */
    Inquiry opening() {
        return switch (config.reconciliation()) {
            case HANDSHAKE -> new Inquiry.Full(name(), replica.digest());
            case AUTO -> new Inquiry.Compare(name(), replica.fingerprint());
        };
    }

    void linksChanged() {
        audience = null;
    }

    /** To whom this topic pushes changes made here. */
    List<Link> hearers(NodeId self, Collection<Link> links) {
        return audience(self, links).links();
    }

    /** To whom this topic pushes changes made elsewhere. */
    List<Link> furtherHearers(NodeId self, Collection<Link> links) {
        Audience chosen = audience(self, links);
        return chosen.forwards() ? chosen.links() : List.of();
    }

    private Audience audience(NodeId self, Collection<Link> links) {
        Audience known = audience;
        if (known == null) {
            known = choose(self, links);
            audience = known;
        }
        return known;
    }

    private Audience choose(NodeId self, Collection<Link> links) {
        return config.dissemination().read(new Dissemination.Cases<>() {
            @Override
            public Audience flood(Dissemination.Flood flood) {
                return new Audience(neighbours(flood.topology(), self, links), true);
            }

            @Override
            public Audience direct(Dissemination.Direct direct) {
                return new Audience(List.copyOf(links), false);
            }
        });
    }

    private static List<Link> neighbours(Topology topology, NodeId self, Collection<Link> links) {
        NavigableMap<String, Link> byName = new TreeMap<>();
        links.forEach(link -> byName.put(link.peer.name(), link));
        return topology.neighbours(self.name(), List.copyOf(byName.keySet())).stream()
                .distinct()
                .map(byName::get)
                .filter(Objects::nonNull)
                .toList();
    }
}
