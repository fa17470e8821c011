package io.fluxgossip.model;

import java.util.List;
import java.util.Map;

/**
 * The graph of pushes: a pure function of the members, so that all nodes that know the same members agree without
 * talking. Members stand in ascending order of their names; the shapes below number them by that.
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

    /**
     * Whether all members are known to be reached from each of them, whoever they are. Of a topology that does not
     * promise this each node looks itself, and says so when it does not reach all.
     */
    default boolean connectsAll() {
        return false;
    }

    /**
     * Reads the name of one of the shapes below, as their {@code toString} writes it: {@code full}, {@code ring},
     * {@code line}, {@code grid}, {@code star}, {@code tree4}, {@code random5}.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    static Topology parse(String text) {
        return Topologies.parse(text);
    }

    /** Everyone is everyone's neighbour. */
    static Topology full() {
        return Topologies.Shape.FULL;
    }

    /** Each with the one before and the one after, the last with the first. */
    static Topology ring() {
        return Topologies.Shape.RING;
    }

    /** Each with the one before and the one after. */
    static Topology line() {
        return Topologies.Shape.LINE;
    }

    /** Rows of a square, the last of which may be short; each with those beside, above and below. */
    static Topology grid() {
        return Topologies.Shape.GRID;
    }

    /**
     * Each with its parent and its children.
     *
     * @param arity children of a node, 1 or more
     */
    static Topology tree(int arity) {
        if (arity < 1) {
            throw new IllegalArgumentException("a tree must have 1 child per node or more, was " + arity);
        }
        return new Topologies.Tree(arity);
    }

    /** The first with all others. */
    static Topology star() {
        return Topologies.Shape.STAR;
    }

    /**
     * A random graph in which every node has the same number of neighbours: cycles through all nodes in random orders,
     * and for an odd degree pairs on top. Connected, with a diameter that grows as the logarithm of the size. The draw
     * depends on the members alone.
     *
     * @param degree 2 or more; where it is not below the number of members, everyone is everyone's neighbour. With an
     *     odd degree and an odd number of members, one node has a neighbour less; where two draws meet in the same
     *     pair, both ends do
     */
    static Topology randomRegular(int degree) {
        if (degree < 2) {
            throw new IllegalArgumentException("a degree must be 2 or more, was " + degree);
        }
        return new Topologies.RandomRegular(degree);
    }

    /**
     * A graph given at the start. A node that is not in it has no neighbours; async repair reaches it all the same.
     *
     * @param neighbours names by name; an edge that stands at one of its ends only is an edge in that direction
     */
    static Topology of(Map<String, List<String>> neighbours) {
        return new Topologies.StaticTopology(neighbours);
    }
}
