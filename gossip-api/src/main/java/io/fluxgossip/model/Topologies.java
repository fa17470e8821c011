package io.fluxgossip.model;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The topologies that come with the library; {@link Topology} has a factory for each. */
final class Topologies {

    private Topologies() {}

    /** Reads the name of a shape. */
    static Topology parse(String text) {
        return switch (text) {
            case "full" -> Topology.full();
            case "ring" -> Topology.ring();
            case "line" -> Topology.line();
            case "grid" -> Topology.grid();
            case "star" -> Topology.star();
            default -> {
                if (text.matches("tree[0-9]{1,6}")) {
                    yield Topology.tree(Integer.parseInt(text.substring(4)));
                }
                if (text.matches("random[0-9]{1,6}")) {
                    yield Topology.randomRegular(Integer.parseInt(text.substring(6)));
                }
                throw new IllegalArgumentException(
                        "'" + text + "' is not a topology; it must be full, ring, line, grid, star, tree4 or random5");
            }
        };
    }

    /** Topologies whose neighbours follow from a member's number and the number of members. */
    enum Shape implements Topology {
        FULL {
            @Override
            IntStream numbers(int self, int count) {
                return IntStream.range(0, count);
            }
        },
        RING {
            @Override
            IntStream numbers(int self, int count) {
                return IntStream.of((self + count - 1) % count, (self + 1) % count);
            }
        },
        LINE {
            @Override
            IntStream numbers(int self, int count) {
                return IntStream.of(self - 1, self + 1);
            }
        },
        GRID {
            @Override
            IntStream numbers(int self, int count) {
                int columns = (int) Math.ceil(Math.sqrt(count));
                int column = self % columns;
                return IntStream.of(
                        self - columns,
                        column == 0 ? self : self - 1,
                        column == columns - 1 ? self : self + 1,
                        self + columns);
            }
        },
        STAR {
            @Override
            IntStream numbers(int self, int count) {
                return self == 0 ? IntStream.range(1, count) : IntStream.of(0);
            }
        };

        /** Those outside 0 to {@code count - 1}, and {@code self}, do not count. */
        abstract IntStream numbers(int self, int count);

        @Override
        public boolean connectsAll() {
            return true;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public List<String> neighbours(String self, List<String> peers) {
            int place = place(self, peers);
            return names(numbers(place, peers.size() + 1), place, peers);
        }
    }

    /** Each with its parent and its children. */
    record Tree(int arity) implements Topology {

        @Override
        public boolean connectsAll() {
            return true;
        }

        @Override
        public String toString() {
            return "tree" + arity;
        }

        @Override
        public List<String> neighbours(String self, List<String> peers) {
            int place = place(self, peers);
            int count = peers.size() + 1;
            IntStream parent = place == 0 ? IntStream.empty() : IntStream.of((place - 1) / arity);
            long firstChild = (long) place * arity + 1;
            IntStream children = firstChild >= count
                    ? IntStream.empty()
                    : IntStream.range((int) firstChild, (int) Math.min(firstChild + arity, count));
            return names(IntStream.concat(parent, children), place, peers);
        }
    }

    /**
     * Random regular graphs as sums of random cycles through all nodes, and of a random matching for odd degrees; for
     * degrees of 3 and more such sums behave like a uniform draw (Robinson and Wormald, <i>Almost all regular graphs
     * are Hamiltonian</i>, 1994).
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
            int place = place(self, peers);
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
                    .map(other -> peer(peers, place, other))
                    .toList();
        }

        /** The same for all members: a hash of all names in order. */
        private static long seedOf(String self, List<String> peers, int place) {
            long seed = peers.size();
            for (int i = 0; i <= peers.size(); i++) {
                String name = i == place ? self : peer(peers, place, i);
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

    /** The number of a member among all. */
    static int place(String self, List<String> peers) {
        return -Collections.binarySearch(peers, self) - 1;
    }

    private static List<String> names(IntStream numbers, int place, List<String> peers) {
        return numbers.filter(other -> other >= 0 && other <= peers.size() && other != place)
                .distinct()
                .sorted()
                .mapToObj(other -> peer(peers, place, other))
                .toList();
    }

    /** The name of a member by its number among all, of which {@code peers} lacks the one at {@code place}. */
    static String peer(List<String> peers, int place, int number) {
        return peers.get(number < place ? number : number - 1);
    }
}
