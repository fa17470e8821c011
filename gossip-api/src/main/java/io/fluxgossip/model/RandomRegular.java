package io.fluxgossip.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Random regular graphs as sums of random cycles through all nodes, and of a random matching for odd degrees; for degrees
 * of 3 and more such sums behave like a uniform draw (Robinson and Wormald, <i>Almost all regular graphs are
 * Hamiltonian</i>, 1994).
 */
record RandomRegular(int degree) implements Topology {

    @Override
    public boolean connectsAll() {
        return true;
    }

    @Override
    public String toString() {
        return "random" + degree;
    }

    @Override
    public List<String> neighbours(String self, List<String> peers) {
        if (degree >= peers.size()) {
            return peers;
        }
        int place = Shapes.place(self, peers);
        int count = peers.size() + 1;
        Set<Integer> neighbours = new LinkedHashSet<>();
        long seed = seedOf(self, peers, place);
        for (int cycle = 0; cycle < degree / 2; cycle++) {
            int[] order = shuffled(count, seed + cycle);
            int at = indexOf(order, place);
            neighbours.add(order[(at + 1) % count]);
            neighbours.add(order[(at + count - 1) % count]);
        }
        if (degree % 2 == 1) {
            int[] order = shuffled(count, seed + degree);
            int other = indexOf(order, place) ^ 1;
            if (other < count) {
                neighbours.add(order[other]);
            }
        }
        return neighbours.stream()
                .sorted()
                .map(other -> Shapes.peer(peers, place, other))
                .toList();
    }

    /** The same for all members: a hash of all names in order. */
    private static long seedOf(String self, List<String> peers, int place) {
        long seed = peers.size();
        for (int i = 0; i <= peers.size(); i++) {
            String name = i == place ? self : Shapes.peer(peers, place, i);
            seed = Hashing.mix(seed ^ name.hashCode());
        }
        return seed;
    }

    private static int[] shuffled(int count, long seed) {
        int[] order = IntStream.range(0, count).toArray();
        long state = Hashing.mix(seed);
        for (int i = count - 1; i > 0; i--) {
            state += Hashing.GOLDEN;
            int other = (int) Long.remainderUnsigned(Hashing.mix(state), i + 1L);
            int swapped = order[i];
            order[i] = order[other];
            order[other] = swapped;
        }
        return order;
    }

    private static int indexOf(int[] order, int place) {
        int at = 0;
        while (order[at] != place) {
            at++;
        }
        return at;
    }
}
