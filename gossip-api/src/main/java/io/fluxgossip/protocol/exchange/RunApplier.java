package io.fluxgossip.protocol.exchange;

import io.fluxgossip.model.Entry;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.broadcast.Pulls;
import io.fluxgossip.protocol.broadcast.Source;
import io.fluxgossip.protocol.broadcast.Spreading;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.DormantTombstone;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.protocol.store.Outcome;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.turn.Counter;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.HybridClock;
import io.fluxgossip.protocol.turn.Turn;
import io.fluxgossip.protocol.turn.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Applies what a peer has sent: runs go into the replica, what is news goes on to others, and gaps are noted. */
public final class RunApplier {

    private final Turn turn;
    private final HybridClock clock;
    private final Spreading spreading;
    private final Pulls pulls;
    private final Consumer<Update> modeChanged;

    /** The meaning of a run for the rest of that history at the peer. */
    enum Claim {
        HOLDS_ALL_BEFORE,
        HAS_GAPS
    }

    /** @param modeChanged takes what changed in the built-in topic */
    public RunApplier(Turn turn, HybridClock clock, Spreading spreading, Pulls pulls, Consumer<Update> modeChanged) {
        this.turn = turn;
        this.clock = clock;
        this.spreading = spreading;
        this.pulls = pulls;
        this.modeChanged = modeChanged;
    }

    /**
     * Applies a delta.
     *
     * @param connected whether the connection over which it came is still up
     * @return the runs in which there was no news
     */
    List<Run> apply(Topic topic, Delta delta, Claim claim, int hops, NodeId peer, boolean connected) {
        List<Run> known = new ArrayList<>();
        List<Update> updates = new ArrayList<>(delta.entryCount());
        @Nullable NodeId from = connected ? peer : null;
        for (Run run : delta.heldAt(turn.nowMillis()).runs()) {
            long upTo = claim == Claim.HOLDS_ALL_BEFORE ? run.upTo() : 0;
            Outcome outcome = topic.replica().apply(run, turn.latest(), updates);
            if (!outcome.isNews()) {
                known.add(run);
            }
            count(outcome);
            observe(run);
            spreading.received(topic, run.origin(), outcome.before(), outcome.applied(), new Source(from, upTo, hops));
            if (outcome.refused() != Outcome.Refusal.NONE) {
                refuse(peer, topic, run, outcome);
            } else if (outcome.gap() && claim == Claim.HOLDS_ALL_BEFORE) {
                turn.count(Counter.GAPS, 1);
                pulls.pullMissing(peer, topic, run.origin(), run.after());
            }
        }
        report(topic, updates);
        return known;
    }

    /** Tells of changes: subscribers, or this node itself of the built-in topic. */
    void report(Topic topic, List<Update> updates) {
        topic.changed(updates);
        if (topic.isBuiltIn()) {
            updates.forEach(modeChanged);
        } else if (!updates.isEmpty()) {
            turn.add(new Effect.Changed(topic.name(), updates));
        }
    }

    private void count(Outcome outcome) {
        turn.count(Counter.ENTRIES_APPLIED, outcome.applied());
        turn.count(Counter.ENTRIES_DUPLICATE, outcome.duplicate());
    }

    /** Later writes here come after what was seen; what is too far ahead is not believed. */
    private void observe(Run run) {
        List<Entry> entries = run.entries();
        int last = entries.size() - 1;
        while (last >= 0 && entries.get(last).timestamp() > turn.latest()) {
            last--;
        }
        if (last >= 0) {
            clock.observe(entries.get(last).timestamp());
        }
        for (DormantTombstone tombstone : run.deleted()) {
            clock.observe(Math.min(tombstone.timestamp(), turn.latest()));
        }
    }

    private void refuse(NodeId peer, Topic topic, Run run, Outcome outcome) {
        turn.count(Counter.RUNS_REFUSED, 1);
        String what = "from " + peer + " in topic '" + topic.name() + "': " + run.range();
        turn.add(new Effect.Refused(
                peer, what + " was not taken as a whole: " + outcome.refused().reason()));
    }
}
