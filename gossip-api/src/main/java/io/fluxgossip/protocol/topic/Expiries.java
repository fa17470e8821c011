package io.fluxgossip.protocol.topic;

import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Lease;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.turn.Timer;
import io.fluxgossip.protocol.turn.Turn;
import io.fluxgossip.protocol.turn.Update;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.TreeSet;

/**
 * Values of one topic that end by themselves. Each node takes them to be over when it has counted down what was left of
 * them; it tells nobody.
 */
final class Expiries {

    /** Those that were replaced meanwhile are left in the queue, up to so many times what is held. */
    private static final int SLACK = 4;

    private final Turn turn;
    private final String topic;
    private final Replica replica;
    private final PriorityQueue<Entry> next =
            new PriorityQueue<>(Comparator.comparingLong(Expiries::endMillis).thenComparing(Entry::version));

    /** For when timers are under way; none is armed while an earlier one is. */
    private final TreeSet<Long> armed = new TreeSet<>();

    Expiries(Turn turn, String topic, Replica replica) {
        this.turn = turn;
        this.topic = topic;
        this.replica = replica;
    }

    private static long endMillis(Entry entry) {
        Lease lease = Objects.requireNonNull(entry.lease());
        return lease.endMillis();
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
        if (first != null && (armed.isEmpty() || endMillis(first) < armed.first())) {
            long at = Math.max(turn.nowMillis() + 1, endMillis(first));
            armed.add(at);
            turn.arm(new Timer.Expiry(topic, at), at - turn.nowMillis());
        }
    }

    /** A timer has run out: takes what is over out of the replica; returns what has changed by that. */
    List<Update> fired(long atMillis) {
        armed.remove(atMillis);
        List<Update> updates = new ArrayList<>();
        while (!next.isEmpty() && next.peek().isOverAt(turn.nowMillis())) {
            Entry over = next.remove();
            if (replica.holds(over)) {
                updates.add(replica.expire(over));
            }
        }
        arm();
        return updates;
    }
}
