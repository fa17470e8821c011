package io.fluxgossip.protocol.exchange;

import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.broadcast.Spreading;
import io.fluxgossip.protocol.exchange.form.SketchOffers;
import io.fluxgossip.protocol.link.ConnectionPool;
import io.fluxgossip.protocol.link.PeerLink;
import io.fluxgossip.protocol.membership.Membership;
import io.fluxgossip.protocol.message.AgreementView;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.DigestResponse;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.PieceReader;
import io.fluxgossip.protocol.message.Summary;
import io.fluxgossip.protocol.sketch.SketchReader;
import io.fluxgossip.protocol.sketch.StateSketch;
import io.fluxgossip.protocol.store.Budget;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.store.StateReader;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.topic.Topics;
import io.fluxgossip.protocol.turn.Counter;
import io.fluxgossip.protocol.turn.SmallList;
import io.fluxgossip.protocol.turn.SmallSet;
import io.fluxgossip.protocol.turn.Turn;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answering side of exchanges and streams. */
public final class Answers {

    private final Turn turn;
    private final Topics topics;
    private final ConnectionPool links;
    private final Membership membership;
    private final Spreading spreading;
    private final Rounds rounds;
    private final Repairs repairs;

    public Answers(
            Turn turn,
            Topics topics,
            ConnectionPool links,
            Membership membership,
            Spreading spreading,
            Rounds rounds,
            Repairs repairs) {
        this.turn = turn;
        this.topics = topics;
        this.links = links;
        this.membership = membership;
        this.spreading = spreading;
        this.rounds = rounds;
        this.repairs = repairs;
    }

    /**
     * The answer to an exchange, with one response for each topic. Member updates of the request are merged.
     */
    public Message.Answer answer(NodeId peer, Message.Exchange exchange) {
        turn.count(Counter.EXCHANGES_ANSWERED, 1);
        membership.heardFrom(peer);
        membership.merge(peer, exchange.memberUpdates());
        PeerLink link = links.up(peer);
        int share = turn.config().deltaBytes() / Math.max(1, exchange.requests().size());
        SmallList<DigestResponse> responses = new SmallList<>();
        SmallSet answered = new SmallSet();
        int equal = 0;
        for (DigestRequest request : exchange.requests()) {
            Topic topic = answered.add(request.topic()) ? topics.namedByPeer(request.topic()) : null;
            if (topic != null) {
                Optional<DigestResponse> response = response(topic, peer, link, request, share);
                if (response.isPresent()) {
                    responses.add(response.get());
                }
                note(link, topic, request);
                equal += request.isOfAll() && saysEqual(response) ? 1 : 0;
            }
        }
        if (link != null && equal == topics.size()) {
            links.noteEqual(link);
        }
        boolean differs = differs(exchange.summary());
        if (!differs && !exchange.summary().equals(Summary.NONE)) {
            addHolders(exchange.summary(), peer, responses, answered);
        }
        return new Message.Answer(responses.drain(), differs, membership.memberUpdates(peer));
    }

    private Optional<DigestResponse> response(
            Topic topic, NodeId peer, @Nullable PeerLink link, DigestRequest request, int share) {
        return request.read(new Answering(turn, repairs, topic, peer, link, new Budget(Math.max(1, share))));
    }

    private static boolean saysEqual(Optional<DigestResponse> response) {
        return response.isEmpty() || response.get() instanceof DigestResponse.Equal;
    }

    /** Notes that the asking node wants to be pushed to. */
    private void note(@Nullable PeerLink link, Topic topic, DigestRequest request) {
        if (link != null && request instanceof DigestRequest.Graft) {
            spreading.grafted(link.peer(), topic);
        }
    }

    /** Whether this node holds something else than a summary says. */
    private boolean differs(Summary theirs) {
        return !theirs.equals(Summary.NONE) && !theirs.equals(rounds.summary(theirs.intervalMillis()));
    }

    /** The peer holds the same: what is known of who else does, of the topics of which somebody wants to know. */
    private void addHolders(Summary theirs, NodeId peer, SmallList<DigestResponse> responses, SmallSet answered) {
        List<Topic> equal = rounds.summed(theirs.intervalMillis());
        for (Topic topic : equal) {
            boolean written = !topic.replica().fingerprint().equals(Fingerprint.EMPTY);
            if (written && topic.agreement().isAskedFor()) {
                DigestResponse holders = holders(topic, peer);
                if (answered.add(topic.name())) {
                    responses.add(holders);
                }
            }
        }
    }

    private static DigestResponse holders(Topic topic, NodeId peer) {
        long held = topic.agreement().held();
        topic.agreement().noteHolders(peer, held, AgreementView.NONE);
        return new DigestResponse.Equal(topic.name(), held, topic.agreement().toSend());
    }

    /** The reader that answers a request piece by piece. */
    public PieceReader pieces(NodeId peer, Message.Request request) {
        Topic topic = topics.namedByPeer(request.topic());
        if (request instanceof Message.SketchRequest sketch) {
            return topic == null
                    ? SketchReader.ofNothing(request.topic())
                    : SketchOffers.resume(topic, links.up(peer), sketch);
        }
        Replica replica = topic == null ? null : topic.replica();
        if (request instanceof Message.StateSketchRequest sketch) {
            return replica == null ? StateSketch.ofNothing(sketch) : new StateSketch(sketch, replica);
        }
        return new StateReader(
                request.topic(),
                replica,
                ((Message.StateRequest) request).digest(),
                turn.config().deltaBytes());
    }
}
