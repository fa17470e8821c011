package io.fluxgossip.protocol.membership;

import io.fluxgossip.model.Detection;
import io.fluxgossip.model.MemberStatus;
import io.fluxgossip.protocol.membership.MemberTable.Known;
import io.fluxgossip.protocol.membership.MemberTable.Step;
import io.fluxgossip.protocol.message.MemberState;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.Timer;
import io.fluxgossip.protocol.turn.Turn;

/** Merges what is said of members into the table, and tells everyone whom that concerns. */
final class MemberChanges {

    private final Turn turn;
    private final Detection detection;
    private final MemberTable table;
    private final MemberUpdates updates;
    private final HeartbeatDetector heartbeats;

    private boolean reviewArmed;
    private boolean viewChanged;

    MemberChanges(Turn turn, MemberTable table, MemberUpdates updates, HeartbeatDetector heartbeats) {
        this.turn = turn;
        this.detection = turn.config().detection();
        this.table = table;
        this.updates = updates;
        this.heartbeats = heartbeats;
    }

    /** Takes in what is said, if it is newer than what is known. */
    void apply(MemberState said) {
        Step step = table.merge(said, turn.nowMillis());
        if (step == null) {
            return;
        }
        MemberState now = step.member().memberState();
        if (step.before() != null && !step.before().member().equals(now.member())) {
            heartbeats.forget(step.before().member());
        }
        if (now.isPresent() && detection.byHeartbeats()) {
            heartbeats.watch(now.member());
        } else {
            heartbeats.forget(now.member());
        }
        updates.spread(now.member().name());
        if (now.state() == MemberStatus.SUSPECTED) {
            armReview();
        }
        viewChanged |= step.before() == null
                || step.before().isPresent() != step.member().isPresent()
                || !step.before().member().equals(now.member());
        turn.add(new Effect.MemberChanged(now, step.before()));
    }

    /** One more suspects a member that is suspected already. */
    void confirm(Known known, MemberState said) {
        if (table.confirm(known, said, detection.confirmations())) {
            updates.spread(said.member().name());
            armReview();
        }
    }

    /** A suspicion is looked at after a while. */
    void armReview() {
        if (!reviewArmed) {
            reviewArmed = true;
            turn.arm(
                    new Timer.SuspicionReview(),
                    Math.max(1, detection.interval().toMillis() / 4));
        }
    }

    void noteReviewFired() {
        reviewArmed = false;
    }

    /** Whether others are present than when this was asked last. */
    boolean takeViewChanged() {
        boolean changed = viewChanged;
        viewChanged = false;
        return changed;
    }
}
