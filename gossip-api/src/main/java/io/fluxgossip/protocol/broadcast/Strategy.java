package io.fluxgossip.protocol.broadcast;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Topology;
import io.fluxgossip.protocol.link.PeerLink;
import io.fluxgossip.protocol.membership.Peers;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.protocol.topic.MissingUpdates;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.Turn;
import java.util.AbstractList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.Set;

/** How the changes of one topic choose their links, while the topic is in sync mode. */
abstract class Strategy {

    /** In larger clusters a node does not look whether a topology connects all. */
    private static final int MAX_LOOKED_AT = 1_000;

    final Turn turn;
    final Peers peers;
    final Topic topic;
    final Outgoing outgoing;
    final Pulls pulls;

    Strategy(Turn turn, Peers peers, Topic topic, Outgoing outgoing, Pulls pulls) {
        this.turn = turn;
        this.peers = peers;
        this.topic = topic;
        this.outgoing = outgoing;
        this.pulls = pulls;
    }

    /** A local write extended our own history from {@code before}. */
    abstract void written(long before, int changes);

    /** News from a peer extended a history from {@code before}. */
    abstract void extended(NodeId origin, long before, int changes, Source source);

    /** Over how many links what we hold of these origins has come, at most; 0 of a strategy that does not count. */
    int hops(Collection<NodeId> origins) {
        return 0;
    }

    /** These runs of a push brought nothing new. */
    void stale(PeerLink from, List<Run> known) {}

    /** The peer holds this much; the cursors know it already. What it holds and we lack is asked for. */
    void announced(PeerLink from, Digest held, int hops) {
        pulls.pullMissing(from.peer(), topic, held);
    }

    /**
     * Nothing of this origin has been spread for a while: whoever was pushed to is told how far its history goes.
     *
     * @param from who pushed it to us, this node itself for its own writes
     */
    abstract void ended(NodeId origin, NodeId from);

    final void announceTo(List<NodeId> some, NodeId origin, NodeId from) {
        for (NodeId peer : some) {
            if (!peer.equals(from)) {
                outgoing.announce(peer, topic, origin);
            }
        }
    }

    /** Updates of these origins that others hold have not been pushed here in time. */
    void overdue(Map<NodeId, MissingUpdates.Wait> overdue) {
        overdue.forEach((origin, wait) -> pulls.fetch(topic, origin, wait));
    }

    /** The peer does not want to be pushed to. */
    void pruned(NodeId from) {}

    /** The peer wants to be pushed to. */
    void grafted(NodeId from) {}

    /** It is time for the next round of rumors. */
    void rumorsDue() {}

    /** Members came or went. */
    void membersChanged() {}

    /** The peers to which a connection is to be kept. */
    abstract List<NodeId> needs();

    /** The peers that a topology makes our neighbours. */
    final List<NodeId> neighbours(Topology topology) {
        List<String> names = new NamesOf(peers.all());
        if (!topology.connectsAll() && names.size() <= MAX_LOOKED_AT) {
            report(new Reachability(topology, turn.self().name(), names).unreached());
        }
        return chosen(topology, names).stream()
                .distinct()
                .map(name -> Collections.binarySearch(names, name))
                .filter(place -> place >= 0)
                .map(peers::get)
                .toList();
    }

    private void report(Set<String> unreached) {
        if (topic.noteUnreached(unreached.size())) {
            String one = unreached.isEmpty() ? "" : unreached.iterator().next();
            turn.add(new Effect.Unreached(topic.name(), unreached.size(), one));
        }
    }

    private static final class NamesOf extends AbstractList<String> implements RandomAccess {
        private final List<NodeId> members;

        NamesOf(List<NodeId> members) {
            this.members = members;
        }

        @Override
        public String get(int index) {
            return members.get(index).name();
        }

        @Override
        public int size() {
            return members.size();
        }
    }

    /** A topology is the user's code: if it fails, updates go to everyone. */
    private List<String> chosen(Topology topology, List<String> names) {
        try {
            return topology.neighbours(turn.self().name(), names);
        } catch (RuntimeException fault) {
            turn.add(new Effect.Refused(
                    turn.self(),
                    "the topology of topic '" + topic.name() + "' failed, updates go to all peers: " + fault));
            return names;
        }
    }
}
