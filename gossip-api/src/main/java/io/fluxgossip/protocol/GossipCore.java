package io.fluxgossip.protocol;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.LiveView;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeConfig;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Scope;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.WriteRefusedException;
import io.fluxgossip.protocol.broadcast.Spreading;
import io.fluxgossip.protocol.exchange.AgreementTracker;
import io.fluxgossip.protocol.exchange.Answers;
import io.fluxgossip.protocol.exchange.CatchUpSources;
import io.fluxgossip.protocol.exchange.CatchUps;
import io.fluxgossip.protocol.exchange.Exchanges;
import io.fluxgossip.protocol.exchange.HoldsOurs;
import io.fluxgossip.protocol.exchange.Receiver;
import io.fluxgossip.protocol.exchange.Rounds;
import io.fluxgossip.protocol.exchange.RunApplier;
import io.fluxgossip.protocol.exchange.SketchPulls;
import io.fluxgossip.protocol.exchange.UrgentPulls;
import io.fluxgossip.protocol.exchange.form.DigestForms;
import io.fluxgossip.protocol.link.ConnectionPool;
import io.fluxgossip.protocol.link.PeerLink;
import io.fluxgossip.protocol.membership.Membership;
import io.fluxgossip.protocol.membership.PeerSelection;
import io.fluxgossip.protocol.membership.Peers;
import io.fluxgossip.protocol.message.MemberState;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.Summary;
import io.fluxgossip.protocol.sketch.Sketching;
import io.fluxgossip.protocol.store.PendingWrite;
import io.fluxgossip.protocol.store.PieceReader;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.topic.PushCounts;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.topic.Topics;
import io.fluxgossip.protocol.turn.Counter;
import io.fluxgossip.protocol.turn.Counters;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.HybridClock;
import io.fluxgossip.protocol.turn.RttEstimator;
import io.fluxgossip.protocol.turn.Timer;
import io.fluxgossip.protocol.turn.Turn;
import io.fluxgossip.protocol.turn.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One node's side of the protocol: inputs in, effects out, nothing else.
 *
 * <p>Each input comes with the time in milliseconds since the epoch. The effects of one input must be carried out in
 * order, and before the next input is given. One thread at a time; nothing that a peer says makes it throw. All chance
 * comes from the generator given at the start, so the same inputs give the same effects in every JVM.
 *
 * <p>Updates travel in two ways that end in one merge. A change wakes the links of the topic's neighbours; when a link
 * takes a push, what it lacks from its cursor to now is computed and sent. And every interval an exchange with a random
 * peer finds whatever a push has missed: it lowers cursors on one side and pulls on the other.
 */
public final class GossipCore {

    private static final long FASTEST_ANSWER_MILLIS = 100;
    private static final long FIRST_ANSWER_MILLIS = 500;

    /** The built-in topic that carries the modes of all topics; never reported as changed. */
    public static final String MODES = Topic.MODES;

    private final Turn turn;
    private final HybridClock clock = new HybridClock();
    private final Peers peers;
    private final Membership membership;
    private final Topics topics;
    private final ConnectionPool links;
    private final Spreading spreading;
    private final Exchanges exchanges;
    private final UrgentPulls urgent;
    private final CatchUps catchUps;
    private final SketchPulls sketches;
    private final Rounds rounds;
    private final Answers answers;
    private final Receiver receiver;
    private final AgreementTracker agreeing;
    private final Modes modes;
    private final LocalWrites writes;
    private final Timers timers;

    /** After which time a question is asked again, of someone else if the answer may still come. */
    private final RttEstimator answerTimes = new RttEstimator(FASTEST_ANSWER_MILLIS, FIRST_ANSWER_MILLIS);

    public GossipCore(NodeConfig config, RandomGenerator random) {
        turn = new Turn(config, random);
        peers = new Peers(config.self());
        PeerSelection selection = new PeerSelection(turn, peers);
        membership = new Membership(turn, peers, selection, new MemberVoice());
        topics = new Topics(turn);
        links = new ConnectionPool(turn, peers, membership, this::knownUpTo, this::needs);
        exchanges = new Exchanges(turn, peers, links, membership, answerTimes);
        CatchUpSources sources = new CatchUpSources();
        urgent = new UrgentPulls(turn, peers, topics, links, exchanges, sources, answerTimes);
        spreading = new Spreading(turn, peers, topics, links, urgent);
        catchUps = new CatchUps(turn, topics, links, urgent, sources);
        sketches = new SketchPulls(turn, topics, exchanges);
        rounds = new Rounds(turn, topics, links, membership, selection, exchanges, urgent, catchUps, spreading);
        answers = new Answers(turn, topics, links, membership, spreading, rounds);
        RunApplier runs = new RunApplier(turn, clock, spreading, urgent, this::modeChanged);
        receiver = new Receiver(
                turn, topics, links, membership, spreading, exchanges, urgent, rounds, catchUps, sketches, runs);
        writes = new LocalWrites(turn, clock, spreading);
        agreeing = new AgreementTracker(turn, links, exchanges);
        timers = new Timers(turn, topics, membership, links, spreading, urgent, rounds, agreeing);
        TopicConfig builtIn = TopicConfig.of(MODES);
        modes = new Modes(add(builtIn, Replica.empty(builtIn, config.self())));
        spreading.choose(modes.topic());
    }

    private final class MemberVoice implements Membership.Voice {

        @Override
        public void contact(NodeId peer) {
            exchanges.contact(peer);
        }

        @Override
        public void reach(NodeId peer) {
            if (links.expect(peer).isUp()) {
                exchanges.contact(peer);
            }
        }

        @Override
        public void send(NodeId peer, Message.Notice notice) {
            spreading.send(peer, notice);
        }
    }

    private Topic add(TopicConfig config, Replica replica) {
        Topic topic = new Topic(turn, peers, membership, answerTimes, config, replica);
        topics.add(topic);
        return topic;
    }

    private long knownUpTo(String topic, NodeId origin) {
        return topics.get(topic).replica().knownUpTo(origin);
    }

    private List<List<NodeId>> needs() {
        return spreading.needs();
    }

    public NodeId self() {
        return turn.self();
    }

    public Counters counters() {
        return turn.counters();
    }

    public boolean isOpen(String topic) {
        return topics.contains(topic);
    }

    /** Names of the open topics, in order, built-in ones left out. */
    public List<String> topics() {
        return topics.names().stream().filter(name -> !name.equals(MODES)).toList();
    }

    /** The replica of an open topic. */
    public Replica replica(String topic) {
        return topics.get(topic).replica();
    }

    public Mode mode(String topic) {
        return topics.get(topic).mode();
    }

    /** Whether no peer owes an answer, has a push under way or is still to be sent something. */
    public boolean isQuiet() {
        return links.isQuiet();
    }

    /** What is known of members, by name, this node among them; empty if members are given from outside. */
    public NavigableMap<String, MemberState> standings() {
        return membership.standings();
    }

    /** How slow this node finds itself to be, 0 to 8: Lifeguard's local health multiplier. */
    public int slowness() {
        return membership.slowness();
    }

    /** What peers push of an open topic, and how much of it brings nothing new. */
    public PushCounts pushes(String topic) {
        return topics.get(topic).pushes();
    }

    // Inputs

    /**
     * From here on this node keeps track of members itself: it becomes one for those whom it is linked to, and they tell
     * others. Without, {@link #members} says who is there.
     */
    public List<Effect> join(long now, MemberState self) {
        turn.begin(now);
        membership.join(self);
        return done();
    }

    /** Changes what this node tells of itself. */
    public List<Effect> tag(long now, Map<String, String> tags) {
        turn.begin(now);
        membership.tag(tags);
        return done();
    }

    /**
     * Opens a topic and asks a peer for what is there. A topic that is open already stays as it is.
     *
     * @param replica empty; the caller may read it from here on
     */
    public List<Effect> open(long now, TopicConfig config, Replica replica) {
        turn.begin(now);
        if (!topics.contains(config.name())) {
            Topic topic = add(config, replica);
            topic.switchTo(modes.decided(topic.name()).orElse(config.mode()));
            spreading.choose(topic);
            links.needsChanged();
            rounds.start(topic);
            urgent.syncWithAll(topic);
        }
        return done();
    }

    /** What a write did. */
    public record Written(Entry entry, List<Effect> effects) {}

    /**
     * A local write.
     *
     * @param value null deletes, also a key that is unknown here
     * @throws WriteRefusedException if a limit forbids it; nothing happened then
     */
    public Written write(long now, String topic, Bytes key, @Nullable Bytes value) {
        return write(now, topic, key, value, 0);
    }

    /**
     * A local write of what counts only for a while.
     *
     * @param ttlMillis milliseconds, 1 or more; 0 for ever
     * @throws WriteRefusedException if a limit forbids it; nothing happened then
     */
    public Written write(long now, String topic, Bytes key, @Nullable Bytes value, long ttlMillis) {
        turn.begin(now);
        List<Update> update = new ArrayList<>(1);
        writes.write(now, topics.get(topic), List.of(new PendingWrite(key, value, ttlMillis)), update);
        turn.add(new Effect.Changed(topic, update));
        return new Written(Objects.requireNonNull(update.get(0).entry()), done());
    }

    /**
     * What several writes did.
     *
     * @param count how many were applied: the first ones
     * @param refusal why the next one was not; null if all were applied
     */
    public record AllWritten(int count, @Nullable WriteRefusedException refusal, List<Effect> effects) {}

    /** Local writes in one step, in this order, up to the first that is refused. */
    public AllWritten write(long now, String topic, List<PendingWrite> drafts) {
        turn.begin(now);
        List<Update> updates = new ArrayList<>(drafts.size());
        WriteRefusedException refusal = null;
        try {
            writes.write(now, topics.get(topic), drafts, updates);
        } catch (WriteRefusedException over) {
            refusal = over;
        }
        if (!updates.isEmpty()) {
            turn.add(new Effect.Changed(topic, updates));
        }
        return new AllWritten(updates.size(), refusal, done());
    }

    /**
     * Changes how a topic's updates travel from here on.
     *
     * @throws WriteRefusedException if the scope is the cluster and no more topics can be switched; nothing happened then
     * @throws IllegalArgumentException if the scope is the cluster and the mode spreads by a topology that has no name
     */
    public List<Effect> switchTo(long now, String topic, Mode mode, Scope scope) {
        turn.begin(now);
        if (scope == Scope.CLUSTER) {
            writes.write(
                    now,
                    modes.topic(),
                    List.of(new PendingWrite(Bytes.utf8(topic), Modes.write(mode), 0)),
                    new ArrayList<>(1));
        }
        adopt(topics.get(topic), mode);
        return done();
    }

    /** From here on, or no longer, {@link Effect.Agreed} tells how many members hold what this node holds of a topic. */
    public List<Effect> watch(long now, String topic, boolean watched) {
        turn.begin(now);
        agreeing.watch(topics.get(topic), watched);
        return done();
    }

    /**
     * Who is in the cluster and taken to be alive. Until the first time nobody is.
     *
     * @param view this node among them or not
     */
    public List<Effect> members(long now, LiveView view) {
        turn.begin(now);
        peers.set(view);
        membersChanged();
        return done();
    }

    /** What this node says of itself, null before it joins; safe from any thread. */
    @Nullable
    public MemberState standing() {
        return membership.standing();
    }

    /**
     * A connection to a peer is up.
     *
     * @param peer what it says of itself
     * @param byUs whether this node opened it
     */
    public List<Effect> linkUp(long now, MemberState peer, boolean byUs) {
        turn.begin(now);
        boolean unheardOf = membership.greeted(peer);
        linkUp(peer.member(), byUs);
        if (byUs && unheardOf) {
            exchanges.contact(peer.member());
        }
        return done();
    }

    /** The same where members are given from outside. */
    public List<Effect> linkUp(long now, NodeId peer, boolean byUs) {
        turn.begin(now);
        linkUp(peer, byUs);
        return done();
    }

    private void linkUp(NodeId peer, boolean byUs) {
        PeerLink link = links.opened(peer, byUs);
        spreading.linkReady(link);
        rounds.linkUp(link);
    }

    /** A connection is gone; what it owed will not come. */
    public List<Effect> linkDown(long now, NodeId peer) {
        turn.begin(now);
        if (links.closed(peer)) {
            links.to(peer).sync().addDue(topics.names());
        }
        return done();
    }

    /** The connection that this node wanted to open did not come up. */
    public List<Effect> unreachable(long now, NodeId peer) {
        turn.begin(now);
        links.unreachable(peer);
        membership.unreachable(peer);
        return done();
    }

    /** The peer's link takes one push. */
    public List<Effect> ready(long now, NodeId peer) {
        turn.begin(now);
        PeerLink link = links.up(peer);
        if (link != null) {
            spreading.linkReady(link);
        }
        return done();
    }

    /** A peer tells something. */
    public List<Effect> heard(long now, NodeId peer, Message.News news) {
        turn.begin(now);
        receiver.receive(peer, news);
        return done();
    }

    /** The peer did not answer the exchange that it owed. */
    public List<Effect> unanswered(long now, NodeId peer) {
        turn.begin(now);
        PeerLink link = links.up(peer);
        if (link != null && link.exchange().isAwaitingAnswer()) {
            turn.count(Counter.EXCHANGES_UNANSWERED, 1);
            catchUps.noteUnanswered(link);
        }
        return done();
    }

    /** A stream broke off; after a while it is asked for again, from what has arrived on. */
    public List<Effect> streamEnded(long now, NodeId peer, Message.Request request) {
        turn.begin(now);
        PeerLink link = links.up(peer);
        if (link != null && isWanted(link, request)) {
            if (request instanceof Message.StateRequest) {
                catchUps.breakStream(link, request.topic());
            } else {
                sketches.breakOff(link, request.topic());
            }
        }
        return done();
    }

    /** A timer that was armed has run out. */
    public List<Effect> fired(long now, Timer timer) {
        turn.begin(now);
        timer.on(timers);
        return done();
    }

    /** The farewell: begins an exchange of all topics with every peer at once. */
    public List<Effect> exchangeWithAll(long now) {
        turn.begin(now);
        membership.leave();
        links.up().forEach(urgent::syncAll);
        return done();
    }

    /**
     * The question whether a peer holds all that we hold, topic by topic. It says that this node leaves: who owes it an answer is asked
     * nothing else.
     */
    public Message.Exchange farewell(long now, NodeId peer) {
        turn.begin(now);
        return new Message.Exchange(
                topics.all().stream()
                        .map(topic -> DigestForms.of(topic).lastRequest(topic))
                        .toList(),
                Summary.NONE,
                membership.memberUpdates(peer));
    }

    /** Whether the answer to {@link #farewell} says that the peer holds what this node wrote. */
    public boolean holdsOurs(Message.Answer answer) {
        return answer.responses().stream().allMatch(response -> response.read(new HoldsOurs(turn.self(), topics)));
    }

    // Questions of peers

    /** What a question did. */
    public record Answered(Message.Answer answer, List<Effect> effects) {}

    /** What to answer to an exchange, once for each topic. Of the question itself it is noted what it says of members. */
    public Answered answer(long now, NodeId peer, Message.Exchange exchange) {
        turn.begin(now);
        return new Answered(answers.answer(peer, exchange), done());
    }

    /** What answers a request, piece by piece. */
    public PieceReader pieces(NodeId peer, Message.Request request) {
        return answers.pieces(peer, request);
    }

    /** Whether another piece is to be asked for. */
    public boolean wants(NodeId peer, Message.Request request) {
        PeerLink link = links.up(peer);
        return link != null && isWanted(link, request);
    }

    private static boolean isWanted(PeerLink link, Message.Request request) {
        if (request instanceof Message.SketchRequest sketch) {
            Sketching coming = link.transfers().sketch(request.topic());
            return coming != null && coming.isFor(sketch);
        }
        return link.transfers().isWanted(request);
    }

    private void modeChanged(Update update) {
        Topic topic = topics.find(update.key().toUtf8());
        Entry entry = update.entry();
        if (topic != null && entry != null) {
            Modes.read(entry).ifPresent(mode -> adopt(topic, mode));
        }
    }

    private void adopt(Topic topic, Mode mode) {
        Mode previous = topic.mode();
        if (!previous.equals(mode)) {
            boolean sameWay = topic.dissemination().equals(topic.disseminationIn(mode));
            topic.switchTo(mode);
            if (!sameWay) {
                spreading.choose(topic);
            }
            rounds.start(topic);
            links.needsChanged();
            turn.add(new Effect.Switched(topic.name(), mode, previous));
            turn.add(new Effect.Paced(topic.name(), topic.windowMillis(true)));
        }
    }

    private void membersChanged() {
        spreading.membersChanged();
        links.needsChanged();
    }

    private List<Effect> done() {
        if (membership.settle()) {
            membersChanged();
        }
        links.settle();
        for (PeerLink link : links.takeGone()) {
            spreading.linkGone(link);
            catchUps.noteGone(link);
            membership.gone(link.peer());
        }
        catchUps.resume();
        agreeing.tell();
        spreading.flush();
        return turn.takeEffects();
    }
}
