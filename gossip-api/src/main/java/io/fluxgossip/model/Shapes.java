package io.fluxgossip.model;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Topologies whose neighbours follow from a member's number and the number of members. */
enum Shapes implements Topology {
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
