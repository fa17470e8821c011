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
import io.fluxgossip.protocol.link.PeerLink;
import io.fluxgossip.protocol.message.MemberState;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.PieceReader;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.topic.PushCounts;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.topic.Topics;
import io.fluxgossip.protocol.turn.Counters;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.PendingWrite;
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

    /** The built-in topic that carries the modes of all topics; never reported as changed. */
    public static final String MODES = Topic.MODES;

    private final CoreParts parts;
    private final Turn turn;
    private final Topics topics;

    public GossipCore(NodeConfig config, RandomGenerator random) {
        parts = new CoreParts(config, random);
        turn = parts.turn();
        topics = parts.topics();
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
        return parts.links().isQuiet();
    }

    /** Member states by name, this node's among them; empty if members are given from outside. */
    public NavigableMap<String, MemberState> memberStates() {
        return parts.membership().memberStates();
    }

    /** How slow this node finds itself to be, 0 to 8: Lifeguard's local health multiplier. */
    public int localHealth() {
        return parts.membership().localHealth();
    }

    /** Pushes of peers in an open topic, and how many of them bring nothing new. */
    public PushCounts pushes(String topic) {
        return topics.get(topic).pushes();
    }

    // Inputs

    /**
     * From here on this node keeps track of members itself: it becomes one for those whom it is linked to, and they
     * tell others. Without, {@link #members} says who is there.
     */
    public List<Effect> join(long now, MemberState self) {
        turn.begin(now);
        parts.membership().join(self);
        return done();
    }

    /** Changes what this node tells of itself. */
    public List<Effect> tag(long now, Map<String, String> tags) {
        turn.begin(now);
        parts.membership().tag(tags);
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
            Topic topic = parts.add(config, replica);
            parts.modes().begin(topic);
            parts.urgent().syncWithAll(topic);
        }
        return done();
    }

    /** The result of a write. */
    public record Written(Entry entry, List<Effect> effects) {}

    /** A local write of what counts for ever. */
    public Written write(long now, String topic, Bytes key, @Nullable Bytes value) {
        return write(now, topic, key, value, 0);
    }

    /**
     * A local write.
     *
     * @param value null deletes, also a key that is unknown here
     * @param ttlMillis how long it counts, in milliseconds; 0 for ever
     * @throws WriteRefusedException if a limit forbids it; nothing happened then
     */
    public Written write(long now, String topic, Bytes key, @Nullable Bytes value, long ttlMillis) {
        turn.begin(now);
        List<Update> update = new ArrayList<>(1);
        parts.writes().write(now, topics.get(topic), List.of(new PendingWrite(key, value, ttlMillis)), update);
        turn.add(new Effect.Changed(topic, update));
        return new Written(Objects.requireNonNull(update.get(0).entry()), done());
    }

    /**
     * The result of several writes.
     *
     * @param count how many were applied: the first ones
     * @param refusal why the next one was not; null if all were applied
     */
    public record AllWritten(int count, @Nullable WriteRefusedException refusal, List<Effect> effects) {}

    /** Local writes in one step, in this order, up to the first that is refused. */
    public AllWritten write(long now, String topic, List<PendingWrite> pending) {
        turn.begin(now);
        List<Update> updates = new ArrayList<>(pending.size());
        WriteRefusedException refusal = null;
        try {
            parts.writes().write(now, topics.get(topic), pending, updates);
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
     * @throws WriteRefusedException if the scope is the cluster and no more topics can be switched; nothing happened
     *     then
     * @throws IllegalArgumentException if the scope is the cluster and the mode spreads by a topology that has no name
     */
    public List<Effect> switchTo(long now, String topic, Mode mode, Scope scope) {
        turn.begin(now);
        parts.modes().switchTo(now, topics.get(topic), mode, scope);
        return done();
    }

    /**
     * From here on, or no longer, {@link Effect.Agreed} tells how many members hold what this node holds of a topic.
     */
    public List<Effect> watch(long now, String topic, boolean watched) {
        turn.begin(now);
        parts.agreement().watch(topics.get(topic), watched);
        return done();
    }

    /**
     * The members that are taken to be alive. Until the first call there are none.
     *
     * @param view this node among them or not
     */
    public List<Effect> members(long now, LiveView view) {
        turn.begin(now);
        parts.peers().set(view);
        membersChanged();
        return done();
    }

    /** This node's own state, null before it joins; safe from any thread. */
    @Nullable
    public MemberState memberState() {
        return parts.membership().memberState();
    }

    /**
     * A connection to a peer is up.
     *
     * @param peer what it says of itself
     * @param byUs whether this node opened it
     */
    public List<Effect> linkUp(long now, MemberState peer, boolean byUs) {
        turn.begin(now);
        parts.linkEvents().up(peer, byUs);
        return done();
    }

    /** The same where members are given from outside. */
    public List<Effect> linkUp(long now, NodeId peer, boolean byUs) {
        turn.begin(now);
        parts.linkEvents().up(peer, byUs);
        return done();
    }

    /** A connection is gone; what it owed will not come. */
    public List<Effect> linkDown(long now, NodeId peer) {
        turn.begin(now);
        parts.linkEvents().down(peer);
        return done();
    }

    /** The connection that this node wanted to open did not come up. */
    public List<Effect> unreachable(long now, NodeId peer) {
        turn.begin(now);
        parts.linkEvents().unreachable(peer);
        return done();
    }

    /** The peer's link takes one push. */
    public List<Effect> ready(long now, NodeId peer) {
        turn.begin(now);
        parts.linkEvents().ready(peer);
        return done();
    }

    /** A peer tells something. */
    public List<Effect> receive(long now, NodeId peer, Message.News news) {
        turn.begin(now);
        parts.receiver().receive(peer, news);
        return done();
    }

    /** The peer did not answer the exchange that it owed. */
    public List<Effect> unanswered(long now, NodeId peer) {
        turn.begin(now);
        parts.linkEvents().unanswered(peer);
        return done();
    }

    /** A stream broke off; after a while it is asked for again, from what has arrived on. */
    public List<Effect> streamEnded(long now, NodeId peer, Message.Request request) {
        turn.begin(now);
        parts.linkEvents().streamBroken(peer, request);
        return done();
    }

    /** A timer that was armed has run out. */
    public List<Effect> fired(long now, Timer timer) {
        turn.begin(now);
        timer.on(parts.timers());
        return done();
    }

    /** Begins the graceful leave: an exchange of all topics with every peer at once. */
    public List<Effect> leave(long now) {
        turn.begin(now);
        parts.leave().begin();
        return done();
    }

    /**
     * The question whether a peer holds all that we hold, topic by topic. It says that this node leaves: who owes it an
     * answer is asked nothing else.
     */
    public Message.Exchange lastExchange(long now, NodeId peer) {
        turn.begin(now);
        return parts.leave().lastExchange(peer);
    }

    /** Whether the answer to {@link #lastExchange} says that the peer holds what this node wrote. */
    public boolean holdsOurs(Message.Answer answer) {
        return parts.leave().holdsOurs(answer);
    }

    // Questions of peers

    /** The result of an exchange that a peer began. */
    public record Answered(Message.Answer answer, List<Effect> effects) {}

    /**
     * The answer to an exchange, with one response for each topic. Member updates of the request are merged.
     */
    public Answered answer(long now, NodeId peer, Message.Exchange exchange) {
        turn.begin(now);
        return new Answered(parts.answers().answer(peer, exchange), done());
    }

    /** The reader that answers a request piece by piece. */
    public PieceReader pieces(NodeId peer, Message.Request request) {
        return parts.answers().pieces(peer, request);
    }

    /** Whether another piece is to be asked for. */
    public boolean wants(NodeId peer, Message.Request request) {
        return parts.linkEvents().wants(peer, request);
    }

    private void membersChanged() {
        parts.spreading().membersChanged();
        parts.links().needsChanged();
    }

    /**
     * The end of each input. Members come first, since others may be needed by them; then connections, since those that
     * are gone must not be sent anything; then what waited for a source to fetch from; then what subscribers are told.
     * Messages are computed last, so that one push carries all that the input has changed.
     */
    private List<Effect> done() {
        if (parts.membership().settle()) {
            membersChanged();
        }
        parts.links().settle();
        for (PeerLink link : parts.links().takeGone()) {
            parts.spreading().linkGone(link);
            parts.catchUps().noteGone(link);
            parts.membership().gone(link.peer());
        }
        parts.catchUps().resume();
        parts.agreement().report();
        parts.spreading().flush();
        return turn.takeEffects();
    }
}
