package io.fluxgossip.model;

import java.util.Objects;

/**
 * One life of a node: its name, and a generation that rises at every start.
 *
 * <p>A node that restarts under its old name is another origin: what the earlier life wrote stays as it was, and no
 * counter has to survive the crash. Ordered by name, then generation.
 *
 * @param name 1 to {@value #MAX_NAME_BYTES} bytes of UTF-8
 * @param generation not negative; milliseconds since the epoch, or more if the node was started twice in one
 */
public record NodeId(String name, long generation) implements Comparable<NodeId> {

    /** The longest name, in bytes of UTF-8. */
    public static final int MAX_NAME_BYTES = 255;

    public NodeId {
        Objects.requireNonNull(name, "name");
        int bytes = Names.bytes(name);
        if (bytes == 0 || bytes > MAX_NAME_BYTES) {
            throw new IllegalArgumentException(
                    "a node name must have 1 to " + MAX_NAME_BYTES + " bytes of UTF-8, this one has " + bytes);
        }
        if (generation < 0) {
            throw new IllegalArgumentException("generation must not be negative, was " + generation);
        }
    }

    @Override
    public int compareTo(NodeId other) {
        int byName = name.compareTo(other.name);
        return byName != 0 ? byName : Long.compare(generation, other.generation);
    }

    /** The name and the generation, as {@code name@generation}. */
    @Override
    public String toString() {
        return name + "@" + generation;
    }
}
