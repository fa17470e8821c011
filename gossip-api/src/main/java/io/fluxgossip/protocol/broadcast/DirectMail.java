package io.fluxgossip.protocol.broadcast;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.membership.Peers;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.turn.Turn;
import java.util.List;

/** From the node that wrote to all others, and no further: what Demers et al. call direct mail. */
final class DirectMail extends Strategy {

    DirectMail(Turn turn, Peers peers, Topic topic, Outgoing outgoing, Pulls pulls) {
        super(turn, peers, topic, outgoing, pulls);
    }

    @Override
    void written(long before, int changes) {
        peers.all().forEach(peer -> outgoing.extend(peer, topic, turn.self(), before, changes));
    }

    @Override
    void extended(NodeId origin, long before, int changes, Source source) {}

    @Override
    void ended(NodeId origin, NodeId from) {
        if (origin.equals(turn.self())) {
            announceTo(peers.all(), origin, from);
        }
    }

    @Override
    List<NodeId> needs() {
        return peers.all();
    }
}
