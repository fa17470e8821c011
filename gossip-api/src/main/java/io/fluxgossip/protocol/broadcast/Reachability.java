package io.fluxgossip.protocol.broadcast;

import io.fluxgossip.model.Topology;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** How far pushes from one member get in a topology. */
final class Reachability {

    private final Topology topology;
    private final String self;
    private final List<String> members;

    Reachability(Topology topology, String self, List<String> peers) {
        this.topology = topology;
        this.self = self;
        this.members = new ArrayList<>(peers);
        members.add(self);
        members.sort(null);
    }

    /** Members to which no path leads, in order. */
    Set<String> unreached() {
        Set<String> unreached = new TreeSet<>(members);
        unreached.remove(self);
        Deque<String> reached = new ArrayDeque<>(List.of(self));
        while (!reached.isEmpty() && !unreached.isEmpty()) {
            for (String neighbour : neighbours(reached.remove())) {
                if (unreached.remove(neighbour)) {
                    reached.add(neighbour);
                }
            }
        }
        return unreached;
    }

    /** A topology that fails is told of where it is asked for this node's own neighbours. */
    private List<String> neighbours(String member) {
        List<String> peers = new ArrayList<>(members);
        peers.remove(member);
        try {
            return topology.neighbours(member, peers);
        } catch (RuntimeException fault) {
            return peers;
        }
    }
}
