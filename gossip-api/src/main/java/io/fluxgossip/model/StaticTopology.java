package io.fluxgossip.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A graph that does not depend on the members. */
record StaticTopology(Map<String, List<String>> graph) implements Topology {

    StaticTopology {
        Map<String, List<String>> copy = new TreeMap<>();
        graph.forEach((name, others) -> copy.put(name, List.copyOf(others)));
        graph = Collections.unmodifiableMap(copy);
    }

    @Override
    public List<String> neighbours(String self, List<String> peers) {
        return graph.getOrDefault(self, List.of());
    }
}
