package io.fluxgossip.protocol.exchange;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.broadcast.Spreading;
import io.fluxgossip.protocol.exchange.Comparing.Comparison;
import io.fluxgossip.protocol.exchange.RunApplier.Claim;
import io.fluxgossip.protocol.exchange.form.DigestForms;
import io.fluxgossip.protocol.link.ConnectionPool;
import io.fluxgossip.protocol.link.PeerLink;
import io.fluxgossip.protocol.membership.Membership;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.DigestResponse;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.protocol.sketch.PeerDigest;
import io.fluxgossip.protocol.store.Sweep;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.topic.Topics;
import io.fluxgossip.protocol.turn.Counter;
import io.fluxgossip.protocol.turn.SmallSet;
import io.fluxgossip.protocol.turn.Turn;
import io.fluxgossip.protocol.turn.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what a peer sends, one message at a time: what is in it is applied, and what it shows to be missing is asked for.
 *
 * <p>Each case returns what to ask the peer next.
 */
public final class Receiver implements Message.Cases<List<DigestRequest>>, DigestResponse.Cases<List<DigestRequest>> {

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
    private final RunApplier runs;

    // Of the message at hand

    private NodeId peer;

    /** Null if the connection went down meanwhile: facts stay facts, but there is nobody to ask. */
    private @Nullable PeerLink link;

    // Of the answer at hand

    /** Topics that are compared because one of the two is new, and not because a round is due. */
    private Set<String> initiallySynced = Set.of();

    /** What was asked. */
    private List<DigestRequest> requests = List.of();

    /** Topics that may be answered with a sketch; null until one is. */
    private @Nullable Set<String> sketchable;

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
        this.comparing = new Comparing(membership, spreading, catchUps, sketches);
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
            urgent.goOn(link);
        }
    }

    private List<Run> apply(Topic topic, Delta delta, Claim claim, int hops) {
        return runs.apply(topic, delta, claim, hops, peer, link != null);
    }

    // Notices

    @Override
    public List<DigestRequest> push(Message.Push push) {
        turn.count(Counter.PUSHES_RECEIVED, 1);
        Topic topic = topics.namedByPeer(push.topic());
        if (topic == null) {
            return List.of();
        }
        List<Run> known = apply(topic, push.delta(), Claim.HOLDS_ALL_BEFORE, push.hops());
        boolean allTheWay = push.hops() > 0;
        push.delta().runs().forEach(run -> topic.awaited().came(run.origin(), allTheWay));
        known.forEach(run -> topic.awaited().cameAgain(run, allTheWay));
        boolean duplicate = known.size() == push.delta().runs().size();
        topic.pushes().add(duplicate);
        if (duplicate) {
            turn.count(Counter.PUSHES_STALE, 1);
        }
        if (link != null) {
            spreading.stale(link, topic, known);
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
        membership.vouched(indirectAck.target());
        return List.of();
    }

    // Answers

    @Override
    public List<DigestRequest> answer(Message.Answer answer) {
        if (link != null) {
            initiallySynced = exchanges.end(link);
        }
        membership.toldOurselves(peer);
        membership.heard(peer, answer.memberUpdates());
        membership.answered();
        if (link == null) {
            return next(List.of(), answer.responses());
        }
        rounds.noteEqual(link, answer);
        requests = link.exchange().takeRequests();
        sketchable = null;
        List<DigestRequest> next = next(rounds.afterAnswer(link, answer), answer.responses());
        catchUps.noteAnswered(link, next);
        return sketches.whenOver(link, next);
    }

    /** What replies lead to, behind what is to be asked in any case; of a topic only the first one is heard. */
    private List<DigestRequest> next(List<DigestRequest> inAnyCase, List<DigestResponse> responses) {
        if (responses.isEmpty()) {
            return inAnyCase;
        }
        List<DigestRequest> next = new ArrayList<>(inAnyCase);
        SmallSet answered = new SmallSet();
        for (DigestResponse response : responses) {
            if (answered.add(response.topic())) {
                next.addAll(response.read(this));
            }
        }
        return next;
    }

    @Override
    public List<DigestRequest> differs(DigestResponse.Differs differs) {
        Comparison comparison = comparison(differs.topic());
        return comparison == null
                ? List.of()
                : comparing.compare(comparison, PeerDigest.of(differs.topic(), differs.digest()));
    }

    @Override
    public List<DigestRequest> sketched(DigestResponse.Sketched sketched) {
        Comparison comparison = comparison(sketched.topic());
        return comparison == null || !mayBeSketched(sketched.topic())
                ? List.of()
                : comparing.beginSketch(comparison, sketched);
    }

    private boolean mayBeSketched(String topic) {
        if (sketchable == null) {
            sketchable = requests.stream()
                    .filter(request -> request instanceof DigestRequest.Compare compare && !compare.outright())
                    .map(DigestRequest::topic)
                    .collect(Collectors.toSet());
        }
        return sketchable.contains(topic);
    }

    @Override
    public List<DigestRequest> listed(DigestResponse.Listed listed) {
        Comparison comparison = comparison(listed.topic());
        return comparison == null ? List.of() : comparing.compare(comparison, listed);
    }

    /** Null if the topic is not open, or there is nobody to ask. */
    private @Nullable Comparison comparison(String name) {
        Topic topic = topics.namedByPeer(name);
        return topic == null || link == null ? null : new Comparison(topic, link, initiallySynced.contains(name));
    }

    /** What a filter has shown to be missing; where that brings nothing, or there is more, digests are compared. */
    @Override
    public List<DigestRequest> found(DigestResponse.Found found) {
        Topic topic = topics.namedByPeer(found.topic());
        if (topic == null) {
            return List.of();
        }
        List<Run> known = apply(topic, found.delta(), Claim.HAS_GAPS, 0);
        boolean isNews = known.size() < found.delta().runs().size();
        return isNews && !found.more() ? List.of() : List.of(topic.compareOutright());
    }

    @Override
    public List<DigestRequest> lacking(DigestResponse.Lacking response) {
        Topic topic = topics.namedByPeer(response.topic());
        if (topic != null) {
            long gcWatermark = believed(response.gcWatermark());
            boolean begins = gcWatermark > 0 && topic.replica().hasOwnEntriesOnly();
            apply(topic, response.delta(), Claim.HOLDS_ALL_BEFORE, 0);
            topic.replica().gc().inherit(response.delta(), gcWatermark);
            if (begins) {
                topic.replica().gc().begin(gcWatermark);
            }
            if (link != null) {
                link.transfers().setForgotten(topic.name(), gcWatermark);
                spreading.sendLacking(link, topic, response.wants());
                fetchRest(topic, response.more(), topic.replica().gc().mayHaveMissed(gcWatermark), link);
            }
        }
        return List.of();
    }

    /** Nobody has forgotten what is too far in the future to be taken. */
    private long believed(long gcWatermark) {
        return Math.min(gcWatermark, turn.latest());
    }

    /** The rest is streamed, or all of it if deletes may have been missed; from one peer at a time. */
    private void fetchRest(Topic topic, boolean more, boolean all, PeerLink from) {
        if (all) {
            catchUps.fetch(from, topic, Digest.EMPTY);
        } else if (more) {
            catchUps.fetch(from, topic, topic.replica().knownDigest());
        }
    }

    /**
     * Acts only if the same difference is seen twice: updates under way look like this for a moment. Both sums are linear, so
     * what both sides write meanwhile leaves their difference as it is.
     */
    @Override
    public List<DigestRequest> diverged(DigestResponse.Diverged diverged) {
        Topic topic = topics.namedByPeer(diverged.topic());
        if (topic != null && link != null) {
            long difference = diverged.state() - topic.replica().fingerprint().state();
            if (link.digests().noteDivergence(topic.name(), difference)) {
                link.digests().forgetDivergence(topic.name());
                catchUps.stream(link, topic, Digest.EMPTY);
            }
        }
        return List.of();
    }

    @Override
    public List<DigestRequest> equal(DigestResponse.Equal equal) {
        Topic topic = topics.namedByPeer(equal.topic());
        if (topic != null) {
            topic.holding().heard(peer, equal.state(), equal.holders());
        }
        return List.of();
    }

    /** The next time all is told again. */
    @Override
    public List<DigestRequest> forgot(DigestResponse.Forgot forgot) {
        if (link != null && topics.namedByPeer(forgot.topic()) != null) {
            link.digests().sent(forgot.topic()).clear();
        }
        return List.of();
    }

    // Pieces of streams

    @Override
    public List<DigestRequest> state(Message.State state) {
        Topic topic = topics.namedByPeer(state.topic());
        Sweep sweep = link == null ? null : link.transfers().sweep(state.topic());
        if (topic != null) {
            applyPiece(topic, state, sweep);
        }
        if (state.last() && link != null) {
            long forgotten = link.transfers().forgotten(state.topic());
            catchUps.endStream(link, state.topic());
            if (topic != null && sweep == null && topic.replica().gc().mayHaveMissed(forgotten)) {
                catchUps.fetch(link, topic, Digest.EMPTY);
            }
        } else if (link != null && isEmpty(state) && link.transfers().isStateComing(state.topic())) {
            catchUps.breakStream(link, state.topic());
        }
        return List.of();
    }

    private void applyPiece(Topic topic, Message.State state, @Nullable Sweep sweep) {
        long gcWatermark = believed(state.gcWatermark());
        if (sweep != null) {
            sweep.take(state.delta(), state.beyondGaps(), gcWatermark);
        }
        apply(topic, state.delta(), Claim.HOLDS_ALL_BEFORE, 0);
        apply(topic, state.beyondGaps(), Claim.HAS_GAPS, 0);
        if (link != null) {
            topic.replica().gc().inherit(state.delta(), link.transfers().raiseForgotten(topic.name(), gcWatermark));
        }
        if (sweep != null && state.last()) {
            endSweep(topic, sweep);
        }
    }

    /** All that the peer holds has come: what it lacks is pushed, and what it has deleted and forgotten is dropped. */
    private void endSweep(Topic topic, Sweep sweep) {
        topic.tombstones().compared(peer, sweep.held());
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

    @Override
    public List<DigestRequest> symbols(Message.Symbols symbols) {
        Topic topic = topics.namedByPeer(symbols.topic());
        if (topic != null && link != null) {
            comparing.continueSketch(topic, link, symbols);
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
}
