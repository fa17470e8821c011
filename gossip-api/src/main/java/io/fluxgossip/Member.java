package io.fluxgossip;

import io.fluxgossip.model.NodeId;

/**
 * Another node, as this one knows it.
 *
 * @param address where it can be reached, as it told; empty if it did not
 * @param state what is believed of it
 */
public record Member(NodeId id, String address, State state) {

    /** What is believed of a member. */
    public enum State {
        ALIVE,
        SUSPECTED
    }

    public String name() {
        return id.name();
    }
}
