package io.fluxgossip.protocol;

import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Run;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole state that is coming in: what this node holds of the same stretches of history, and the sender does not, no longer
 * counts there. If that may be for a delete that is forgotten by now, it is dropped here too.
 */
final class Sweep {

    private final Replica replica;
    private final List<Entry> missing = new ArrayList<>();

    Sweep(Replica replica) {
        this.replica = replica;
    }

    /** One run of it, before it is applied. */
    void compare(Run run) {
        replica.heldBut(run).stream().filter(entry -> !entry.isTombstone()).forEach(missing::add);
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
