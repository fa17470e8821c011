package io.fluxgossip.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who pushes to whom: a pure function of the members, so that all nodes that know the same members agree without
 * talking.
 */
@FunctionalInterface
public interface Topology {

    /**
     * The neighbours of {@code self}.
     *
     * @param peers the names of all other members, in ascending order
     * @return some of {@code peers}; other names are ignored
     */
    List<String> neighbours(String self, List<String> peers);

    /** Everyone is everyone's neighbour. */
    static Topology full() {
        return (self, peers) -> peers;
    }

    /**
     * A graph given at the start. A node that is not in it has no neighbours; async repair reaches it all the same.
     *
     * @param neighbours names by name; an edge that stands at one of its ends only is an edge in that direction
     */
    static Topology of(Map<String, List<String>> neighbours) {
        Map<String, List<String>> graph = new TreeMap<>();
        neighbours.forEach((name, others) -> graph.put(name, List.copyOf(others)));
        return (self, peers) -> graph.getOrDefault(self, List.of());
    }
}
