package io.fluxgossip.protocol;

import io.fluxgossip.model.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeSet;

/** Values of one topic that end by themselves: each node takes them for deleted when its own clock says so. */
final class Expiries {

    /** Those that were replaced meanwhile are left in the queue, up to so many times what is held. */
    private static final int SLACK = 4;

    private final NodeState node;
    private final String topic;
    private final Replica replica;
    private final PriorityQueue<Entry> next =
            new PriorityQueue<>(Comparator.comparingLong(Entry::expiresAtMillis).thenComparing(Entry::version));

    /** For when timers are under way; none is armed while an earlier one is. */
    private final TreeSet<Long> armed = new TreeSet<>();

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
        if (first != null && (armed.isEmpty() || first.expiresAtMillis() < armed.first())) {
            long at = Math.max(node.wallMillis + 1, first.expiresAtMillis());
            armed.add(at);
            node.add(new Effect.Arm(new Timer.Expire(topic, at), at - node.wallMillis));
        }
    }

    /** A timer has run out: takes what is over out of the replica; returns what has changed by that. */
    List<Update> fired(long atMillis) {
        armed.remove(atMillis);
        List<Update> updates = new ArrayList<>();
        while (!next.isEmpty() && next.peek().expiresAtMillis() <= node.wallMillis) {
            Entry over = next.remove();
            if (replica.holds(over)) {
                updates.add(replica.expire(over, node.wallMillis));
            }
        }
        arm();
        return updates;
    }
}
