package io.fluxgossip.protocol.exchange;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.link.ConnectionPool;
import io.fluxgossip.protocol.link.ExchangeState;
import io.fluxgossip.protocol.link.PeerLink;
import io.fluxgossip.protocol.membership.Membership;
import io.fluxgossip.protocol.membership.Peers;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.Summary;
import io.fluxgossip.protocol.turn.Counter;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.RttEstimator;
import io.fluxgossip.protocol.turn.Turn;
import java.util.List;
import java.util.Set;

/** Asks peers, with at most one exchange under way for each of them. */
public final class Exchanges {

    private final Turn turn;
    private final Peers peers;
    private final ConnectionPool links;
    private final Membership membership;
    private final RttEstimator answerTimes;

    public Exchanges(Turn turn, Peers peers, ConnectionPool links, Membership membership, RttEstimator answerTimes) {
        this.turn = turn;
        this.peers = peers;
        this.links = links;
        this.membership = membership;
        this.answerTimes = answerTimes;
    }

    /**
     * Returns whether an exchange was begun: not if there is nothing to ask, or the peer owes an answer or is not
     * connected.
     */
    boolean ask(PeerLink link, List<DigestRequest> requests) {
        if (!link.isUp() || link.exchange().isAwaitingAnswer() || requests.isEmpty()) {
            return false;
        }
        send(link, requests);
        return true;
    }

    /** Asks a peer that is connected and owes nothing, even if there is no question. */
    void send(PeerLink link, List<DigestRequest> requests) {
        send(link, requests, Summary.NONE);
    }

    /** The same, with topics that are summed up. */
    void send(PeerLink link, List<DigestRequest> requests, Summary summary) {
        link.exchange().begin(requests, turn.nowMillis());
        links.used(link);
        membership.asked(link.peer());
        turn.count(Counter.EXCHANGES_STARTED, 1);
        turn.add(new Effect.Ask(
                link.peer(),
                new Message.Exchange(requests, summary, membership.memberUpdates(link.peer())),
                link.exchange().timeoutMillis()));
    }

    /** Asks a peer something, so that it answers. */
    public void contact(NodeId peer) {
        PeerLink link = peers.contains(peer) ? links.to(peer) : links.expect(peer);
        membership.asked(peer);
        if (!link.isUp()) {
            link.exchange().addWaitingContact();
        } else if (!link.exchange().isAwaitingAnswer()) {
            send(link, List.of());
        }
    }

    /** The peer owes no answer any more; returns the topics that it was asked about because one of the two was new. */
    Set<String> end(PeerLink link) {
        ExchangeState exchange = link.exchange();
        if (exchange.isAwaitingAnswer()) {
            long tookMillis = turn.nowMillis() - exchange.askedMillis();
            answerTimes.came(tookMillis);
            exchange.noteAnswered(tookMillis);
        }
        exchange.end();
        for (DigestRequest request : exchange.requests()) {
            if (request instanceof DigestRequest.Changed changed) {
                link.digests().sent(changed.topic()).put(changed.changes());
            }
        }
        link.gaps().answered();
        return link.sync().takeAnswered();
    }
}
