package io.fluxgossip.protocol;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.broadcast.Spreading;
import io.fluxgossip.protocol.exchange.CatchUps;
import io.fluxgossip.protocol.exchange.Exchanges;
import io.fluxgossip.protocol.exchange.Repairs;
import io.fluxgossip.protocol.exchange.Rounds;
import io.fluxgossip.protocol.exchange.SketchPulls;
import io.fluxgossip.protocol.link.ConnectionPool;
import io.fluxgossip.protocol.link.PeerLink;
import io.fluxgossip.protocol.membership.Membership;
import io.fluxgossip.protocol.message.MemberState;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.topic.Topics;
import io.fluxgossip.protocol.turn.Counter;
import io.fluxgossip.protocol.turn.Turn;

/** Connections that come up or go down, and messages that were under way on them. */
record LinkEvents(
        Turn turn,
        Topics topics,
        Membership membership,
        ConnectionPool links,
        Spreading spreading,
        Exchanges exchanges,
        Rounds rounds,
        CatchUps catchUps,
        SketchPulls sketches,
        Repairs repairs) {

    void up(MemberState peer, boolean byUs) {
        boolean unheardOf = membership.greeted(peer);
        up(peer.member(), byUs);
        if (byUs && unheardOf) {
            exchanges.contact(peer.member());
        }
    }

    void up(NodeId peer, boolean byUs) {
        PeerLink link = links.opened(peer, byUs);
        spreading.linkReady(link);
        rounds.linkUp(link);
    }

    /** A peer that may have missed something is connected again, and synced with. */
    void down(NodeId peer) {
        if (links.closed(peer)) {
            links.to(peer).sync().addDue(topics.names());
        }
    }

    void unreachable(NodeId peer) {
        links.unreachable(peer);
        membership.unreachable(peer);
    }

    void ready(NodeId peer) {
        PeerLink link = links.up(peer);
        if (link != null) {
            spreading.linkReady(link);
        }
    }

    void unanswered(NodeId peer) {
        PeerLink link = links.up(peer);
        if (link != null && link.exchange().isAwaitingAnswer()) {
            turn.count(Counter.EXCHANGES_UNANSWERED, 1);
            link.exchange().noteUnanswered();
            catchUps.noteUnanswered(link);
        }
    }

    void streamBroken(NodeId peer, Message.Request request) {
        PeerLink link = links.up(peer);
        if (link == null || !link.isWanted(request)) {
            return;
        }
        if (request instanceof Message.StateRequest) {
            catchUps.breakStream(link, request.topic());
        } else if (request instanceof Message.StateSketchRequest) {
            repairs.breakOff(link, request.topic());
        } else {
            sketches.breakOff(link, request.topic());
        }
    }

    boolean wants(NodeId peer, Message.Request request) {
        PeerLink link = links.up(peer);
        return link != null && link.isWanted(request);
    }
}
