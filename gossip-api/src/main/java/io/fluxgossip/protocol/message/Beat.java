package io.fluxgossip.protocol.message;

import io.fluxgossip.model.NodeId;
import java.util.Objects;

/**
 * How often a member's heart has beaten in this life: it counts up once an interval, and what others tell of it is a
 * sign of life.
 *
 * @param count 1 or more
 */
public record Beat(NodeId member, long count) {

    public Beat {
        Objects.requireNonNull(member, "member");
        if (count < 1) {
            throw new IllegalArgumentException("a heart has beaten once or more, was " + count + " of " + member);
        }
    }
}
