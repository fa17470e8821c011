package io.fluxgossip.examples.maelstrom;

import io.fluxgossip.GossipNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What Maelstrom asks for: one of its workloads that can be had without agreement. */
public enum Workload {
    BROADCAST {
        @Override
        Service serve(GossipNode node, Conduct conduct) {
            Elements.Vocabulary words = new Elements.Vocabulary("broadcast", "message", "messages");
            return new Elements(node.topic(conduct.of(Elements.spec(toString()))), words);
        }
    },
    G_SET {
        @Override
        Service serve(GossipNode node, Conduct conduct) {
            Elements.Vocabulary words = new Elements.Vocabulary("add", "element", "value");
            return new Elements(node.topic(conduct.of(Elements.spec(toString()))), words);
        }
    },
    G_COUNTER {
        @Override
        Service serve(GossipNode node, Conduct conduct) {
            return new Sums(node.topic(conduct.of(Sums.spec(toString()))), node.id(), false);
        }
    },
    PN_COUNTER {
        @Override
        Service serve(GossipNode node, Conduct conduct) {
            return new Sums(node.topic(conduct.of(Sums.spec(toString()))), node.id(), true);
        }
    };

    /** Opens the topic of this workload. */
    abstract Service serve(GossipNode node, Conduct conduct);

    /**
     * Reads what {@code toString} writes: {@code broadcast}, {@code g-set}, {@code g-counter} or {@code pn-counter}.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    public static Workload parse(String text) {
        return Arrays.stream(values())
                .filter(workload -> workload.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not a workload; it must be one of "
                        + Arrays.stream(values()).map(Workload::toString).collect(Collectors.joining(", "))));
    }

    /** As Maelstrom calls it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
