package io.fluxgossip.protocol.broadcast;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Topology;
import io.fluxgossip.protocol.membership.Peers;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.turn.Turn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** To all neighbours but the one it came from. */
final class Flooding extends Strategy {

    private final Topology topology;
    private @Nullable List<NodeId> neighbours;

    Flooding(Turn turn, Peers peers, Topic topic, Outgoing outgoing, Pulls pulls, Topology topology) {
        super(turn, peers, topic, outgoing, pulls);
        this.topology = topology;
    }

    @Override
    void written(long before, int changes) {
        neighbours().forEach(peer -> outgoing.extend(peer, topic, turn.self(), before, changes));
    }

    @Override
    void extended(NodeId origin, long before, int changes, Source source) {
        for (NodeId peer : neighbours()) {
            outgoing.extend(peer, topic, origin, source.cursor(peer, before), changes);
        }
    }

    @Override
    void ended(NodeId origin, NodeId from) {
        announceTo(neighbours(), origin, from);
    }

    @Override
    List<NodeId> needs() {
        return neighbours();
    }

    @Override
    void membersChanged() {
        neighbours = null;
    }

    private List<NodeId> neighbours() {
        List<NodeId> chosen = neighbours;
        if (chosen == null) {
            chosen = neighbours(topology);
            neighbours = chosen;
        }
        return chosen;
    }
}
