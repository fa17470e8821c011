package io.fluxgossip.model;

import java.util.Objects;

/** How a topic in sync mode spreads an update: which peers a node pushes a change to. */
public sealed interface Dissemination {

    <R> R read(Cases<R> cases);

    /** An exhaustive reader. */
    interface Cases<R> {
        R flood(Flood flood);

        R direct(Direct direct);
    }

    /** To all neighbours but the one it came from. Reaches everyone as long as the graph is connected. */
    static Dissemination flood(Topology topology) {
        return new Flood(topology);
    }

    /** From the node that wrote to all others, and no further: the least messages, and the least latency. */
    static Dissemination direct() {
        return new Direct();
    }

    /** See {@link #direct()}. */
    record Direct() implements Dissemination {
        @Override
        public <R> R read(Cases<R> cases) {
            return cases.direct(this);
        }
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
