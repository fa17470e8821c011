package io.fluxgossip.protocol.exchange;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.exchange.form.DigestForms;
import io.fluxgossip.protocol.link.ConnectionPool;
import io.fluxgossip.protocol.membership.Membership;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.Summary;
import io.fluxgossip.protocol.topic.Topics;
import io.fluxgossip.protocol.turn.Turn;
import java.util.List;

/** The end of a node that leaves by itself: what it wrote is with others before it goes. */
public final class GracefulLeave {

    private final Turn turn;
    private final Topics topics;
    private final Membership membership;
    private final ConnectionPool links;
    private final UrgentPulls urgent;

    public GracefulLeave(Turn turn, Topics topics, Membership membership, ConnectionPool links, UrgentPulls urgent) {
        this.turn = turn;
        this.topics = topics;
        this.membership = membership;
        this.links = links;
        this.urgent = urgent;
    }

    /** Begins an exchange of all topics with every peer at once. */
    public void begin() {
        membership.leave();
        links.up().forEach(urgent::syncAll);
    }

    /**
     * Asks whether a peer holds all that this node holds, and says that this node leaves: the peer asks it nothing
     * else.
     */
    public Message.Exchange lastExchange(NodeId peer) {
        List<DigestRequest> requests = topics.all().stream()
                .map(topic -> DigestForms.of(topic).lastRequest(topic))
                .toList();
        return new Message.Exchange(requests, Summary.NONE, membership.memberUpdates(peer));
    }

    /** Whether the answer to the last exchange says that the peer holds what this node wrote. */
    public boolean holdsOurs(Message.Answer answer) {
        HoldsOurs holdsOurs = new HoldsOurs(turn.self(), topics);
        return answer.responses().stream().allMatch(response -> response.read(holdsOurs));
    }
}
