package io.fluxgossip.protocol;

import io.fluxgossip.protocol.broadcast.Spreading;
import io.fluxgossip.protocol.exchange.AgreementTracker;
import io.fluxgossip.protocol.exchange.Rounds;
import io.fluxgossip.protocol.exchange.UrgentPulls;
import io.fluxgossip.protocol.link.ConnectionPool;
import io.fluxgossip.protocol.link.PeerLink;
import io.fluxgossip.protocol.membership.Membership;
import io.fluxgossip.protocol.topic.Topics;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.Timer;
import io.fluxgossip.protocol.turn.Turn;
import io.fluxgossip.protocol.turn.Update;
import java.util.List;

/** Does what timers were armed for. */
record Timers(
        Turn turn,
        Topics topics,
        Membership membership,
        ConnectionPool links,
        Spreading spreading,
        UrgentPulls urgent,
        Rounds rounds,
        AgreementTracker agreement)
        implements Timer.Handler {

    @Override
    public void round(Timer.Round timer) {
        rounds.begin(timer.intervalMillis());
    }

    @Override
    public void window(Timer.Window timer) {
        spreading.endWindow(topics.get(timer.topic()));
    }

    @Override
    public void windowReview(Timer.WindowReview timer) {
        spreading.adaptWindow(topics.get(timer.topic()));
    }

    @Override
    public void trailingAnnouncement(Timer.TrailingAnnouncement timer) {
        spreading.announceTrailing(topics.get(timer.topic()));
    }

    @Override
    public void rumorRound(Timer.RumorRound timer) {
        spreading.rumorsDue(topics.get(timer.topic()));
    }

    @Override
    public void missingReview(Timer.MissingReview timer) {
        spreading.lookForOverdue(topics.get(timer.topic()));
    }

    @Override
    public void agreementRequest(Timer.AgreementRequest timer) {
        agreement.seek(topics.get(timer.topic()));
    }

    @Override
    public void garbageCollection(Timer.GarbageCollection timer) {
        topics.get(timer.topic()).tombstones().fired();
    }

    @Override
    public void expiry(Timer.Expiry timer) {
        List<Update> over = topics.get(timer.topic()).expire(timer.atMillis());
        if (!over.isEmpty()) {
            turn.add(new Effect.Changed(timer.topic(), over));
        }
    }

    @Override
    public void roomReview(Timer.RoomReview timer) {
        topics.get(timer.topic()).reviewRoom();
    }

    @Override
    public void memberRound(Timer.MemberRound timer) {
        membership.tick();
    }

    @Override
    public void probeTimeout(Timer.ProbeTimeout timer) {
        membership.late(timer.peer(), timer.probe());
    }

    @Override
    public void suspicionReview(Timer.SuspicionReview timer) {
        membership.suspicion();
    }

    @Override
    public void openExpected(Timer.OpenExpected timer) {
        links.openExpected();
    }

    @Override
    public void initialSync(Timer.InitialSync timer) {
        PeerLink next = links.nextToSync();
        if (next != null) {
            urgent.syncAll(next);
        }
    }

    @Override
    public void peersFirst(Timer.PeersFirst timer) {
        links.endPeersFirst();
    }

    @Override
    public void reconnect(Timer.Reconnect timer) {
        links.reconnect();
    }

    @Override
    public void idleReview(Timer.IdleReview timer) {
        links.closeIdle();
    }

    @Override
    public void retry(Timer.Retry timer) {
        PeerLink link = links.up(timer.peer());
        if (link != null && link.number() == timer.link()) {
            urgent.retry(link);
        }
    }
}
