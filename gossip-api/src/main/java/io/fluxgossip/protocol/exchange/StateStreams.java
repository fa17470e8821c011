package io.fluxgossip.protocol.exchange;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.broadcast.Spreading;
import io.fluxgossip.protocol.exchange.RunApplier.Claim;
import io.fluxgossip.protocol.exchange.form.DigestForms;
import io.fluxgossip.protocol.link.PeerLink;
import io.fluxgossip.protocol.link.Sweep;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.topic.Topics;
import io.fluxgossip.protocol.turn.Counter;
import io.fluxgossip.protocol.turn.Turn;
import io.fluxgossip.protocol.turn.Update;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes in the state of a topic that a peer streams, piece by piece. */
public final class StateStreams {

    private final Turn turn;
    private final Topics topics;
    private final Spreading spreading;
    private final CatchUps catchUps;
    private final Repairs repairs;
    private final RunApplier runs;

    public StateStreams(
            Turn turn, Topics topics, Spreading spreading, CatchUps catchUps, Repairs repairs, RunApplier runs) {
        this.turn = turn;
        this.topics = topics;
        this.spreading = spreading;
        this.catchUps = catchUps;
        this.repairs = repairs;
        this.runs = runs;
    }

    /**
     * The next piece.
     *
     * @param link null if the connection went down meanwhile
     */
    void apply(NodeId peer, @Nullable PeerLink link, Message.State state) {
        Topic topic = topics.namedByPeer(state.topic());
        Sweep sweep = link == null ? null : link.transfers().sweep(state.topic());
        if (topic != null) {
            applyPiece(peer, link, topic, state, sweep);
        }
        if (state.last() && link != null) {
            catchUps.endStream(link, state.topic());
        } else if (link != null && isEmpty(state) && link.transfers().isStateComing(state.topic())) {
            catchUps.breakStream(link, state.topic());
        }
    }

    private void applyPiece(
            NodeId peer, @Nullable PeerLink link, Topic topic, Message.State state, @Nullable Sweep sweep) {
        if (sweep != null) {
            sweep.note(state.delta(), state.beyondGaps(), turn.latest());
        }
        runs.apply(topic, state.delta(), Claim.HOLDS_ALL_BEFORE, 0, peer, link != null);
        runs.apply(topic, state.beyondGaps(), Claim.HAS_GAPS, 0, peer, link != null);
        if (sweep != null && state.last()) {
            endSweep(link, topic, sweep);
        }
        if (link != null && state.last()) {
            repairs.review(link, topic);
        }
    }

    /** All that the peer holds has come: what it lacks is pushed, and what it has deleted and forgotten is dropped. */
    private void endSweep(@Nullable PeerLink link, Topic topic, Sweep sweep) {
        if (link != null && topic.mayPush() && !DigestForms.of(topic).isWholeState()) {
            Digest ahead = topic.replica().ahead(sweep.held());
            spreading.sendLacking(link, topic, ahead, topic.mode().pushes());
        }
        List<Update> dropped = sweep.finish();
        turn.count(Counter.ENTRIES_PURGED, dropped.size());
        runs.report(topic, dropped);
    }

    private static boolean isEmpty(Message.State piece) {
        return piece.delta().isEmpty() && piece.beyondGaps().isEmpty();
    }
}
