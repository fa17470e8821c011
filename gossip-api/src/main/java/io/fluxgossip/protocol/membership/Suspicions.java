package io.fluxgossip.protocol.membership;

import io.fluxgossip.model.Detection;
import io.fluxgossip.model.MemberStatus;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.membership.MemberTable.Known;
import io.fluxgossip.protocol.message.MemberState;
import io.fluxgossip.protocol.turn.Turn;
import java.util.List;
import java.util.function.Consumer;

/**
 * From suspected to failed, as in SWIM with Lifeguard: a suspicion lasts the shorter the more members share it, and
 * before a member is taken to have failed it is probed for the last time.
 */
final class Suspicions {

    private final Turn turn;
    private final Detection detection;
    private final MemberTable table;
    private final MemberChanges changes;

    Suspicions(Turn turn, MemberTable table, MemberChanges changes) {
        this.turn = turn;
        this.detection = turn.config().detection();
        this.table = table;
        this.changes = changes;
    }

    /**
     * A member has not answered.
     *
     * @param last whether what is suspected has failed by that
     */
    void judge(NodeId member, boolean last) {
        Known known = table.get(member);
        if (known != null && known.isPresent()) {
            if (last && known.memberState().state() == MemberStatus.SUSPECTED) {
                changes.apply(known.memberState().as(MemberStatus.FAILED, turn.self()));
            } else {
                suspect(known);
            }
        }
    }

    private void suspect(Known known) {
        MemberState suspected = known.memberState().as(MemberStatus.SUSPECTED, turn.self());
        if (known.memberState().state() == MemberStatus.SUSPECTED) {
            changes.confirm(known, suspected);
        } else {
            changes.apply(suspected);
        }
    }

    /** Suspects members whose heartbeats have not come for too long. */
    void suspectSilent(HeartbeatDetector heartbeats, LocalHealth health) {
        for (Known known : List.copyOf(table.all())) {
            boolean silent = heartbeats.phi(known.memberState().member()) >= health.scaled(detection.phi());
            if (known.isPresent() && silent) {
                suspect(known);
            }
        }
    }

    /**
     * Looks whose suspicion has lasted long enough.
     *
     * @param probeLast nobody is taken to have failed on what others say alone: probes a member for the last time
     */
    void review(Consumer<NodeId> probeLast) {
        changes.noteReviewFired();
        boolean more = false;
        for (Known known : List.copyOf(table.all())) {
            if (known.memberState().state() != MemberStatus.SUSPECTED) {
                continue;
            }
            more = true;
            known.extendToLastSign();
            if (turn.nowMillis() - known.sinceMillis() >= timeoutMillis(known)) {
                probeLast.accept(known.memberState().member());
            }
        }
        if (more) {
            changes.armReview();
        }
    }

    private long timeoutMillis(Known suspected) {
        long shortest = detection.shortestSuspicionMillis(table.present() + 1);
        int needed = Math.min(detection.confirmations(), Math.max(0, table.present() - 1));
        int confirmed = suspected.accusers().size() - 1;
        return Detection.suspicionMillis(
                shortest, shortest * detection.longestSuspicion(), Math.max(0, confirmed), needed);
    }
}
