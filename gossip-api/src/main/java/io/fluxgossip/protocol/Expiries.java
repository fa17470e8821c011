package io.fluxgossip.protocol;

import io.fluxgossip.model.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Values of one topic that end by themselves: each node takes them for deleted when its own clock says so. */
final class Expiries {

    /** Those that were replaced meanwhile are left in the queue, up to so many times what is held. */
    private static final int SLACK = 4;

    private final NodeState node;
    private final String topic;
    private final Replica replica;
    private final PriorityQueue<Entry> next =
            new PriorityQueue<>(Comparator.comparingLong(Entry::expiresAtMillis).thenComparing(Entry::version));
    private long armedForMillis = Long.MAX_VALUE;

    Expiries(NodeState node, String topic, Replica replica) {
        this.node = node;
        this.topic = topic;
        this.replica = replica;
    }

    void add(Entry entry) {
        if (next.size() > SLACK * (replica.size() + 16)) {
            next.removeIf(old -> !replica.holds(old));
        }
        next.add(entry);
        arm();
    }

    private void arm() {
        Entry first = next.peek();
        if (first != null && first.expiresAtMillis() < armedForMillis) {
            armedForMillis = first.expiresAtMillis();
            long delay = Math.max(1, armedForMillis - node.wallMillis);
            node.add(new Effect.Arm(new Timer.Expire(topic), delay));
        }
    }

    /** Takes what is over out of the replica; returns what has changed by that. */
    List<Update> fired() {
        List<Update> updates = new ArrayList<>();
        while (!next.isEmpty() && next.peek().expiresAtMillis() <= node.wallMillis) {
            Entry over = next.remove();
            if (replica.holds(over)) {
                updates.add(replica.expire(over, node.wallMillis));
            }
        }
        armedForMillis = Long.MAX_VALUE;
        arm();
        return updates;
    }
}
