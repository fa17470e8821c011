package io.fluxgossip.protocol;

import io.fluxgossip.model.Dissemination;
import io.fluxgossip.model.Inquiry;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An open topic on one node. */
final class Topic {

    final TopicConfig config;
    final Replica replica;
    Mode mode;

    /** Connected peers to which changes are pushed, in order; null when links have changed since. */
    private @Nullable List<Link> neighbours;

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
        neighbours = null;
    }

    /** Connected peers to which this topic pushes its changes. */
    List<Link> neighbours(NodeId self, Collection<Link> links) {
        List<Link> known = neighbours;
        if (known == null) {
            known = chooseNeighbours(self, links);
            neighbours = known;
        }
        return known;
    }

    private List<Link> chooseNeighbours(NodeId self, Collection<Link> links) {
        NavigableMap<String, Link> byName = new TreeMap<>();
        links.forEach(link -> byName.put(link.peer.name(), link));
        List<String> peers = List.copyOf(byName.keySet());
        return config.dissemination().read(new Dissemination.Cases<>() {
            @Override
            public List<Link> flood(Dissemination.Flood flood) {
                return flood.topology().neighbours(self.name(), peers).stream()
                        .distinct()
                        .map(byName::get)
                        .filter(Objects::nonNull)
                        .toList();
            }
        });
    }
}
