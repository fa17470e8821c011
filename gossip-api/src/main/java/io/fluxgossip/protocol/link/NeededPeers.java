package io.fluxgossip.protocol.link;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.turn.Turn;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Chooses the peers to which connections are kept, among those that the topics' strategies need. */
final class NeededPeers {

    private final Turn turn;
    private final Supplier<List<List<NodeId>>> needs;

    /** @param needs the peers that each topic's strategy needs */
    NeededPeers(Turn turn, Supplier<List<List<NodeId>>> needs) {
        this.turn = turn;
        this.needs = needs;
    }

    /** Up to the limit: first for those that need few peers, and of these first the next by name. */
    Set<NodeId> choose() {
        Set<NodeId> chosen = new LinkedHashSet<>();
        needs.get().stream()
                .sorted(Comparator.comparingInt(List::size))
                .forEach(some -> addNearest(chosen, new TreeSet<>(some)));
        return chosen;
    }

    private void addNearest(Set<NodeId> chosen, NavigableSet<NodeId> some) {
        Stream.concat(some.tailSet(turn.self()).stream(), some.headSet(turn.self()).stream())
                .takeWhile(peer -> chosen.size() < turn.config().maxLinks())
                .forEach(chosen::add);
    }
}
