package io.fluxgossip.protocol;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Run;
import io.fluxgossip.model.Topology;
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

    final NodeState node;
    final Topic topic;
    final Spreading spreading;
    final Exchanging exchanging;

    Strategy(NodeState node, Topic topic, Spreading spreading, Exchanging exchanging) {
        this.node = node;
        this.topic = topic;
        this.spreading = spreading;
        this.exchanging = exchanging;
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
    void stale(Link from, List<Run> known) {}

    /** The peer holds this much; the cursors know it already. What it holds and we lack is asked for. */
    void announced(Link from, Digest held, int hops) {
        spreading.lacking(from, topic, held);
    }

    /**
     * Nothing of this origin has been spread for a while: whoever was pushed to is told how far its history goes.
     *
     * @param from who pushed it to us, this node itself for its own writes
     */
    abstract void ended(NodeId origin, NodeId from);

    final void announceTo(List<NodeId> peers, NodeId origin, NodeId from) {
        for (NodeId peer : peers) {
            if (!peer.equals(from)) {
                spreading.announce(node.links.to(peer), topic, origin);
            }
        }
    }

    /** What others hold of these origins has not been pushed here in time. */
    void overdue(Map<NodeId, Awaited.Wait> overdue) {
        overdue.forEach((origin, wait) -> exchanging.fetch(topic, origin, wait));
    }

    /** The peer does not want to be pushed to. */
    void pruned(Link from) {}

    /** The peer wants to be pushed to. */
    void grafted(Link from) {}

    /** A timer of this strategy has run out. */
    void fired(Timer timer) {}

    /** Members came or went. */
    void membersChanged() {}

    /** The peers to which a connection is to be kept. */
    abstract List<NodeId> needs();

    /** The peers that a topology makes our neighbours. */
    final List<NodeId> neighbours(Topology topology) {
        List<String> names = new NamesOf(node.peers);
        if (!topology.connectsAll() && names.size() <= MAX_LOOKED_AT) {
            report(new Reach(topology, node.self().name(), names).unreached());
        }
        return chosen(topology, names).stream()
                .distinct()
                .map(name -> Collections.binarySearch(names, name))
                .filter(place -> place >= 0)
                .map(node.peers::get)
                .toList();
    }

    private void report(Set<String> unreached) {
        if (unreached.size() != topic.unreached) {
            topic.unreached = unreached.size();
            String one = unreached.isEmpty() ? "" : unreached.iterator().next();
            node.add(new Effect.Unreached(topic.name(), unreached.size(), one));
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
    private List<String> chosen(Topology topology, List<String> peers) {
        try {
            return topology.neighbours(node.self().name(), peers);
        } catch (RuntimeException fault) {
            node.add(new Effect.Refused(
                    node.self(),
                    "the topology of topic '" + topic.name() + "' failed, updates go to all peers: " + fault));
            return peers;
        }
    }
}
