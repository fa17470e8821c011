package io.fluxgossip.protocol;

import io.fluxgossip.model.NodeId;
import java.util.List;

/** From the node that wrote to all others, and no further: what Demers et al. call direct mail. */
final class DirectMail extends Strategy {

    DirectMail(NodeState node, Topic topic, Spreading spreading, Exchanging exchanging) {
        super(node, topic, spreading, exchanging);
    }

    @Override
    void written(long before, int changes) {
        node.peers.forEach(peer -> spreading.extend(node.links.to(peer), topic, node.self(), before, changes));
    }

    @Override
    void extended(NodeId origin, long before, int changes, Source source) {}

    @Override
    void ended(NodeId origin, NodeId from) {
        if (origin.equals(node.self())) {
            announceTo(node.peers, origin, from);
        }
    }

    @Override
    List<NodeId> needs() {
        return node.peers;
    }
}
