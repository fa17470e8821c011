package io.fluxgossip.model;

import java.util.Objects;

/** How a topic in sync mode spreads an update: which peers a node pushes a change to. */
public sealed interface Dissemination {

    <R> R read(Cases<R> cases);

    /** An exhaustive reader. */
    interface Cases<R> {
        R flood(Flood flood);
    }

    /** To all neighbours but the one it came from. Reaches everyone as long as the graph is connected. */
    static Dissemination flood(Topology topology) {
        return new Flood(topology);
    }

    /** See {@link #flood(Topology)}. */
    record Flood(Topology topology) implements Dissemination {
        public Flood {
            Objects.requireNonNull(topology, "topology");
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.flood(this);
        }
    }
}
