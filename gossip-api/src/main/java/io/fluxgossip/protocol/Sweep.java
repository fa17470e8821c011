package io.fluxgossip.protocol;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A whole state that is coming in: what this node holds of the same stretches of history, and the sender does not, no longer
 * counts there. If that may be for a delete that is forgotten by now, it is dropped here too.
 */
final class Sweep {

    private final Replica replica;
    private final List<Entry> missing = new ArrayList<>();
    private final NavigableMap<NodeId, Long> held = new TreeMap<>();

    Sweep(Replica replica) {
        this.replica = replica;
    }

    /** One run of it that the sender holds without a hole, before it is applied. */
    void take(Run run) {
        held.merge(run.origin(), run.upTo(), Math::max);
        compare(run);
    }

    /** Any run of it, before it is applied. */
    void compare(Run run) {
        replica.heldBut(run).stream().filter(entry -> !entry.isTombstone()).forEach(missing::add);
    }

    /** The digest of the sender, when all has come. */
    Digest held() {
        return new Digest(held);
    }

    /**
     * All has come; returns what has changed by dropping.
     *
     * @param collected deletes up to here may be forgotten at the sender
     */
    List<Update> finish(long collected) {
        replica.forgotElsewhere(collected);
        List<Update> dropped = new ArrayList<>();
        for (Entry entry : missing) {
            boolean mayBeBuried = entry.version().timestamp() <= replica.collected();
            if (mayBeBuried && replica.holds(entry)) {
                dropped.add(replica.drop(entry));
            }
        }
        replica.swept(collected);
        return dropped;
    }
}
