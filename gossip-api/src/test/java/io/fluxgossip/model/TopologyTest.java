package io.fluxgossip.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each topology is the graph that its name says, the same on all nodes. */
class TopologyTest {

    /** A topology and what to call it. */
    record Named(String name, Topology topology) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Named> topologies() {
        return Stream.of(
                new Named("full", Topology.full()),
                new Named("ring", Topology.ring()),
                new Named("line", Topology.line()),
                new Named("grid", Topology.grid()),
                new Named("tree1", Topology.tree(1)),
                new Named("tree4", Topology.tree(4)),
                new Named("star", Topology.star()),
                new Named("random2", Topology.randomRegular(2)),
                new Named("random5", Topology.randomRegular(5)),
                new Named("random6", Topology.randomRegular(6)));
    }

    private static Map<String, List<String>> graph(Topology topology, int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(String.format("n%05d", i));
        }
        Map<String, List<String>> graph = new HashMap<>();
        for (String name : names) {
            List<String> peers =
                    names.stream().filter(other -> !other.equals(name)).toList();
            graph.put(name, topology.neighbours(name, peers));
        }
        return graph;
    }

    @ParameterizedTest
    @MethodSource("topologies")
    void edgesGoBothWaysAndReachEveryone(Named named) {
        for (int count = 1; count <= 60; count++) {
            Map<String, List<String>> graph = graph(named.topology(), count);
            graph.forEach((name, neighbours) -> {
                assertThat(neighbours).doesNotHaveDuplicates().doesNotContain(name);
                neighbours.forEach(other -> assertThat(graph.get(other)).contains(name));
            });
            assertThat(reachable(graph)).isEqualTo(count);
        }
    }

    private static int reachable(Map<String, List<String>> graph) {
        Set<String> seen = new HashSet<>(Set.of("n00000"));
        Deque<String> next = new ArrayDeque<>(seen);
        while (!next.isEmpty()) {
            graph.getOrDefault(next.poll(), List.of()).stream()
                    .filter(seen::add)
                    .forEach(next::add);
        }
        return seen.size();
    }

    @Test
    void aGridOfTwentyFiveHasFortyEdges() {
        assertThat(graph(Topology.grid(), 25).values().stream()
                        .mapToInt(List::size)
                        .sum())
                .isEqualTo(2 * 40);
    }

    @Test
    void aRandomRegularGraphHasTheDegreeAlmostEverywhere() {
        Map<String, List<String>> graph = graph(Topology.randomRegular(5), 1_000);
        assertThat(graph.values()).allMatch(neighbours -> neighbours.size() <= 5);
        assertThat(graph.values().stream().filter(neighbours -> neighbours.size() == 5))
                .hasSizeGreaterThan(960);
    }

    @Test
    void anotherMemberIsAnotherDraw() {
        assertThat(graph(Topology.randomRegular(4), 100).get("n00000"))
                .isNotEqualTo(graph(Topology.randomRegular(4), 101).get("n00000"));
    }
}
