package io.fluxgossip.model;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Neighbours by number, in graphs whose shape follows from their size. */
final class Shapes {

    private Shapes() {}

    /** Numbers to numbers. */
    @FunctionalInterface
    interface Shape {

        /**
         * The neighbours of {@code self}; those outside 0 to {@code count - 1} and {@code self} itself are left out by
         * {@link #of}.
         */
        IntStream neighbours(int self, int count);
    }

    static Topology of(Shape shape) {
        return (self, peers) -> {
            int place = -Collections.binarySearch(peers, self) - 1;
            int count = peers.size() + 1;
            return shape.neighbours(place, count)
                    .filter(other -> other >= 0 && other < count && other != place)
                    .distinct()
                    .sorted()
                    .mapToObj(other -> peer(peers, place, other))
                    .toList();
        };
    }

    /** The name of a member by its number among all, of which {@code peers} lacks the one at {@code place}. */
    static String peer(List<String> peers, int place, int number) {
        return peers.get(number < place ? number : number - 1);
    }

    static IntStream ring(int self, int count) {
        return IntStream.of((self + count - 1) % count, (self + 1) % count);
    }

    static IntStream line(int self, int count) {
        return IntStream.of(self - 1, self + 1);
    }

    static IntStream grid(int self, int count) {
        int columns = (int) Math.ceil(Math.sqrt(count));
        int column = self % columns;
        return IntStream.of(
                self - columns, column == 0 ? self : self - 1, column == columns - 1 ? self : self + 1, self + columns);
    }

    static IntStream tree(int self, int count, int arity) {
        IntStream parent = self == 0 ? IntStream.empty() : IntStream.of((self - 1) / arity);
        long firstChild = (long) self * arity + 1;
        IntStream children = firstChild >= count
                ? IntStream.empty()
                : IntStream.range((int) firstChild, (int) Math.min(firstChild + arity, count));
        return IntStream.concat(parent, children);
    }

    static IntStream star(int self, int count) {
        return self == 0 ? IntStream.range(1, count) : IntStream.of(0);
    }
}
