package io.fluxgossip.protocol.broadcast;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Dissemination.Auto;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.link.PeerLink;
import io.fluxgossip.protocol.membership.Peers;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.protocol.topic.MissingUpdates;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.turn.Turn;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Direct mail while the cluster is small, a push tree beyond. What links still owe is with the links, so nothing is
 * lost when the size changes.
 */
final class ByClusterSize extends Strategy {

    private final Strategy small;
    private final Strategy large;

    ByClusterSize(Turn turn, Peers peers, Topic topic, Outgoing outgoing, Pulls pulls, Strategy small, Strategy large) {
        super(turn, peers, topic, outgoing, pulls);
        this.small = small;
        this.large = large;
    }

    private Strategy current() {
        return peers.size() + 1 <= Auto.SMALL ? small : large;
    }

    @Override
    void written(long before, int changes) {
        current().written(before, changes);
    }

    @Override
    void extended(NodeId origin, long before, int changes, Source source) {
        current().extended(origin, before, changes, source);
    }

    @Override
    int hops(Collection<NodeId> origins) {
        return current().hops(origins);
    }

    @Override
    void stale(PeerLink from, List<Run> known) {
        current().stale(from, known);
    }

    @Override
    void announced(PeerLink from, Digest held, int hops) {
        current().announced(from, held, hops);
    }

    @Override
    void overdue(Map<NodeId, MissingUpdates.Wait> overdue) {
        current().overdue(overdue);
    }

    @Override
    void pruned(NodeId from) {
        large.pruned(from);
    }

    @Override
    void grafted(NodeId from) {
        large.grafted(from);
    }

    @Override
    void rumorsDue() {
        large.rumorsDue();
    }

    @Override
    void ended(NodeId origin, NodeId from) {
        current().ended(origin, from);
    }

    @Override
    List<NodeId> needs() {
        return current().needs();
    }

    @Override
    void membersChanged() {
        small.membersChanged();
        large.membersChanged();
    }
}
