package io.fluxgossip.protocol.exchange;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.broadcast.Spreading;
import io.fluxgossip.protocol.exchange.RunApplier.Claim;
import io.fluxgossip.protocol.link.ConnectionPool;
import io.fluxgossip.protocol.link.PeerLink;
import io.fluxgossip.protocol.membership.Membership;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.topic.Topics;
import io.fluxgossip.protocol.turn.Counter;
import io.fluxgossip.protocol.turn.Turn;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what a peer sends, one message at a time: what is in it is applied, and what it shows to be missing is asked
 * for.
 *
 * <p>Each case returns what to ask the peer next.
 */
public final class Receiver implements Message.Cases<List<DigestRequest>> {

    private final Turn turn;
    private final Topics topics;
    private final ConnectionPool links;
    private final Membership membership;
    private final Spreading spreading;
    private final Exchanges exchanges;
    private final UrgentPulls urgent;
    private final Rounds rounds;
    private final CatchUps catchUps;
    private final SketchPulls sketches;
    private final Comparing comparing;
    private final Responses responses;
    private final StateStreams streams;
    private final Repairs repairs;
    private final RunApplier runs;

    // Of the message at hand

    private NodeId peer;

    /** Null if the connection went down meanwhile: facts stay facts, but there is nobody to ask. */
    private @Nullable PeerLink link;

    public Receiver(
            Turn turn,
            Topics topics,
            ConnectionPool links,
            Membership membership,
            Spreading spreading,
            Exchanges exchanges,
            UrgentPulls urgent,
            Rounds rounds,
            CatchUps catchUps,
            SketchPulls sketches,
            Comparing comparing,
            Responses responses,
            StateStreams streams,
            Repairs repairs,
            RunApplier runs) {
        this.turn = turn;
        this.topics = topics;
        this.links = links;
        this.membership = membership;
        this.spreading = spreading;
        this.exchanges = exchanges;
        this.urgent = urgent;
        this.rounds = rounds;
        this.catchUps = catchUps;
        this.sketches = sketches;
        this.comparing = comparing;
        this.responses = responses;
        this.streams = streams;
        this.repairs = repairs;
        this.runs = runs;
        this.peer = turn.self();
    }

    public void receive(NodeId from, Message.News news) {
        peer = from;
        link = links.up(from);
        membership.heardFrom(from);
        List<DigestRequest> next = news.read(this);
        if (link != null) {
            links.used(link);
            exchanges.ask(link, next);
            repairs.goOn(link);
            urgent.goOn(link);
        }
    }

    // Notices

    @Override
    public List<DigestRequest> push(Message.Push push) {
        turn.count(Counter.PUSHES_RECEIVED, 1);
        Topic topic = topics.namedByPeer(push.topic());
        if (topic == null) {
            return List.of();
        }
        List<Run> known = runs.apply(topic, push.delta(), Claim.HOLDS_ALL_BEFORE, push.hops(), peer, link != null);
        boolean allTheWay = push.hops() > 0;
        push.delta().runs().forEach(run -> topic.missingUpdates().came(run.origin(), allTheWay));
        known.forEach(run -> topic.missingUpdates().cameAgain(run, allTheWay));
        boolean duplicate = known.size() == push.delta().runs().size();
        topic.pushes().add(duplicate);
        if (duplicate) {
            turn.count(Counter.PUSHES_STALE, 1);
        }
        if (link != null) {
            spreading.stale(link, topic, known);
            repairs.review(link, topic);
        }
        return List.of();
    }

    @Override
    public List<DigestRequest> announce(Message.Announce announce) {
        Topic topic = topics.namedByPeer(announce.topic());
        if (topic != null && link != null) {
            spreading.announced(topic, announce, link);
        }
        return List.of();
    }

    @Override
    public List<DigestRequest> prune(Message.Prune prune) {
        Topic topic = topics.namedByPeer(prune.topic());
        if (topic != null && link != null) {
            spreading.pruned(peer, topic);
        }
        return List.of();
    }

    @Override
    public List<DigestRequest> pingReq(Message.PingReq pingReq) {
        membership.probe(peer, pingReq.target());
        return List.of();
    }

    @Override
    public List<DigestRequest> indirectAck(Message.IndirectAck indirectAck) {
        membership.noteIndirectAck(indirectAck.target());
        return List.of();
    }

    // Answers

    @Override
    public List<DigestRequest> answer(Message.Answer answer) {
        Set<String> initiallySynced = link == null ? Set.of() : exchanges.end(link);
        membership.toldOurselves(peer);
        membership.merge(peer, answer.memberUpdates());
        membership.answered();
        if (link == null) {
            responses.begin(peer, null, List.of(), initiallySynced);
            return responses.read(List.of(), answer.responses());
        }
        responses.begin(peer, link, link.exchange().takeRequests(), initiallySynced);
        List<DigestRequest> next = responses.read(rounds.afterAnswer(link, answer), answer.responses());
        catchUps.noteAnswered(link, next);
        return sketches.whenOver(link, next);
    }

    // Pieces of streams

    @Override
    public List<DigestRequest> state(Message.State state) {
        streams.apply(peer, link, state);
        return List.of();
    }

    @Override
    public List<DigestRequest> symbols(Message.Symbols symbols) {
        Topic topic = topics.namedByPeer(symbols.topic());
        if (topic != null && link != null) {
            comparing.continueSketch(topic, link, symbols);
        }
        return List.of();
    }

    @Override
    public List<DigestRequest> stateSymbols(Message.StateSymbols symbols) {
        Topic topic = topics.namedByPeer(symbols.topic());
        if (topic != null && link != null) {
            repairs.symbols(link, topic, symbols);
        }
        return List.of();
    }

    // Requests are answered, not received

    @Override
    public List<DigestRequest> exchange(Message.Exchange exchange) {
        throw new IllegalArgumentException("an exchange is answered, not received");
    }

    @Override
    public List<DigestRequest> stateRequest(Message.StateRequest request) {
        throw new IllegalArgumentException("a request for state is answered, not received");
    }

    @Override
    public List<DigestRequest> sketchRequest(Message.SketchRequest request) {
        throw new IllegalArgumentException("a request for a sketch is answered, not received");
    }

    @Override
    public List<DigestRequest> stateSketchRequest(Message.StateSketchRequest request) {
        throw new IllegalArgumentException("a request for a sketch is answered, not received");
    }
}
