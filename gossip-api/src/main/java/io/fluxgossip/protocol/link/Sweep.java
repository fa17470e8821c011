package io.fluxgossip.protocol.link;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.turn.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A whole state that is coming in: what this node holds of the same stretches of history, and the sender does not, no
 * longer counts there. If that may be for a delete that the sender had forgotten when it read the stretch, it is
 * dropped here too.
 *
 * <p>Both may stream to each other. What is not newer than what the sender has forgotten it will not take any more, so
 * it is gone for both; what is newer it takes from here meanwhile, and both keep it.
 */
public final class Sweep {

    private final Replica replica;
    private final List<Entry> buried = new ArrayList<>();
    private final NavigableMap<NodeId, Long> held = new TreeMap<>();

    public Sweep(Replica replica) {
        this.replica = replica;
    }

    /**
     * One piece of it, before it is applied.
     *
     * @param latest the highest timestamp that is not too far in the future
     */
    public void note(Delta delta, Delta beyondGaps, long latest) {
        delta.runs().forEach(run -> held.merge(run.origin(), run.upTo(), Math::max));
        Stream.concat(delta.runs().stream(), beyondGaps.runs().stream())
                .forEach(run -> compare(run, Math.min(run.gcWatermark(), latest)));
    }

    private void compare(Run run, long upTo) {
        replica.heldBut(run).stream()
                .filter(entry -> !entry.isTombstone() && entry.timestamp() <= upTo)
                .forEach(buried::add);
    }

    /** The digest of the sender, when all has come. */
    public Digest held() {
        return new Digest(held);
    }

    /** All has come; returns what has changed by dropping. */
    public List<Update> finish() {
        return buried.stream().filter(replica::holds).map(replica::drop).toList();
    }
}
