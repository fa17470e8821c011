package io.fluxgossip.model;

import java.time.Duration;
import java.util.Objects;

/** How a topic in sync mode spreads an update: which peers a node pushes a change to. */
public sealed interface Dissemination {

    <R> R read(Cases<R> cases);

    /**
     * Reads what {@code toString} writes, and shorter forms: {@code auto}, {@code direct}, {@code flood(ring)}, {@code
     * tree}, {@code tree(random5,500ms)}, {@code rumor(3,200ms,useless:2)}.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static Dissemination parse(String text) {
        return DisseminationParser.dissemination(text);
    }

    /** An exhaustive reader. */
    interface Cases<R> {
        R flood(Flood flood);

        R direct(Direct direct);

        R rumor(Rumor rumor);

        R tree(Tree tree);

        R auto(Auto auto);
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

        @Override
        public String toString() {
            return "direct";
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

        @Override
        public String toString() {
            return "flood(" + topology + ")";
        }
    }

    /** An epidemic with a fanout of 3 and a round every 200 ms, that stops after two useless rounds in a row. */
    static Dissemination rumor() {
        return new Rumor(3, Duration.ofMillis(200), Stop.useless(2));
    }

    /**
     * Rumor mongering (Demers et al., <i>Epidemic Algorithms for Replicated Database Maintenance</i>, PODC 1987):
     * whoever has heard something new tells it to random peers, round after round, until it loses interest. Some peers
     * may never be told; repair finds them.
     *
     * @param fanout peers told in a round, 1 or more
     * @param interval between rounds, 1 ms or more
     */
    static Dissemination rumor(int fanout, Duration interval, Stop stop) {
        return new Rumor(fanout, interval, stop);
    }

    /** See {@link #rumor(int, Duration, Stop)}. */
    record Rumor(int fanout, Duration interval, Stop stop) implements Dissemination {
        public Rumor {
            if (fanout < 1) {
                throw new IllegalArgumentException("fanout must be 1 or more, was " + fanout);
            }
            if (interval.toMillis() < 1) {
                throw new IllegalArgumentException("interval must be at least 1 ms, was " + interval);
            }
            Objects.requireNonNull(stop, "stop");
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.rumor(this);
        }

        @Override
        public String toString() {
            return "rumor(" + fanout + "," + interval.toMillis() + "ms," + stop + ")";
        }
    }

    /** A push tree over a random graph in which everyone has five neighbours; a graft after half a second or more. */
    static Dissemination tree() {
        return tree(Topology.randomRegular(5));
    }

    /** A push tree over this graph; a graft after half a second or more. */
    static Dissemination tree(Topology overlay) {
        return new Tree(overlay, Duration.ofMillis(500));
    }

    /**
     * A push tree (Plumtree: Leitao, Pereira and Rodrigues, <i>Epidemic Broadcast Trees</i>, SRDS 2007). Updates flow
     * along a tree that duplicates have pruned out of the overlay; on its other edges they are only announced, and who
     * misses one that was announced pulls it and grafts that edge onto the tree.
     *
     * @param graftAfter how long an announced update may take to come along the tree; 1 ms or more. Where updates are
     *     seen to come later than that, they are given longer, 5 s at most
     */
    record Tree(Topology overlay, Duration graftAfter) implements Dissemination {
        public Tree {
            Objects.requireNonNull(overlay, "overlay");
            if (graftAfter.toMillis() < 1) {
                throw new IllegalArgumentException("graftAfter must be at least 1 ms, was " + graftAfter);
            }
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.tree(this);
        }

        @Override
        public String toString() {
            return "tree(" + overlay + "," + graftAfter.toMillis() + "ms)";
        }
    }

    /** {@link #direct()} among up to {@value Auto#SMALL} nodes, {@link #tree()} among more. */
    static Dissemination auto() {
        return new Auto();
    }

    /** See {@link #auto()}. */
    record Auto() implements Dissemination {

        /** Nodes of a cluster in which the writer tells all others itself. */
        public static final int SMALL = 16;

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.auto(this);
        }

        @Override
        public String toString() {
            return "auto";
        }
    }

    /** When a node loses interest in a rumor. */
    sealed interface Stop {

        <R> R read(Rules<R> rules);

        /** An exhaustive reader. */
        interface Rules<R> {
            R never(Never never);

            R sends(Sends sends);

            R useless(Useless useless);

            R coin(Coin coin);
        }

        /** Reads {@code never}, {@code sends:8}, {@code useless:2} or {@code coin:4}. */
        static Stop parse(String text) {
            return DisseminationParser.stop(text);
        }

        /** It goes on for ever; for experiments. */
        static Stop never() {
            return new Never();
        }

        /** After it was told {@code times} times. */
        static Stop sends(int times) {
            return new Sends(times);
        }

        /** After {@code rounds} in a row in which all who were told knew it. */
        static Stop useless(int rounds) {
            return new Useless(rounds);
        }

        /** After each round with the chance 1 / {@code k}. */
        static Stop coin(int k) {
            return new Coin(k);
        }

        /** See {@link #never()}. */
        record Never() implements Stop {
            @Override
            public <R> R read(Rules<R> rules) {
                return rules.never(this);
            }

            @Override
            public String toString() {
                return "never";
            }
        }

        /** See {@link #sends(int)}. */
        record Sends(int times) implements Stop {
            public Sends {
                positive("times", times);
            }

            @Override
            public <R> R read(Rules<R> rules) {
                return rules.sends(this);
            }

            @Override
            public String toString() {
                return "sends:" + times;
            }
        }

        /** See {@link #useless(int)}. */
        record Useless(int rounds) implements Stop {
            public Useless {
                positive("rounds", rounds);
            }

            @Override
            public <R> R read(Rules<R> rules) {
                return rules.useless(this);
            }

            @Override
            public String toString() {
                return "useless:" + rounds;
            }
        }

        /** See {@link #coin(int)}. */
        record Coin(int k) implements Stop {
            public Coin {
                positive("k", k);
            }

            @Override
            public <R> R read(Rules<R> rules) {
                return rules.coin(this);
            }

            @Override
            public String toString() {
                return "coin:" + k;
            }
        }

        private static void positive(String what, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(what + " must be 1 or more, was " + value);
            }
        }
    }
}
