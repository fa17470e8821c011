package io.fluxgossip.protocol;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Inquiry;
import io.fluxgossip.model.Message;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeConfig;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Reply;
import io.fluxgossip.model.Roster;
import io.fluxgossip.model.Scope;
import io.fluxgossip.model.Standing;
import io.fluxgossip.model.Summary;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.WriteRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
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
    public static final String MODES = "$modes";

    private final NodeState node;
    private final Modes modes;
    private final Spreading spreading;
    private final Exchanging exchanging;
    private final Agreeing agreeing;
    private final Consumer<Update> modeChanged = this::modeChanged;

    public GossipCore(NodeConfig config, RandomGenerator random) {
        node = new NodeState(config, random);
        modes = new Modes(node);
        spreading = new Spreading(node);
        exchanging = new Exchanging(node, spreading);
        agreeing = new Agreeing(node, exchanging);
        spreadBy(modes.topic());
    }

    private void spreadBy(Topic topic) {
        Strategies strategies = new Strategies(node, topic, spreading, exchanging);
        topic.awaited.waitAsUsual();
        topic.spreadBy(topic.dissemination().read(strategies));
    }

    public NodeId self() {
        return node.self();
    }

    public Counters counters() {
        return node.counters;
    }

    public boolean isOpen(String topic) {
        return node.topics.containsKey(topic);
    }

    /** Names of the open topics, in order, built-in ones left out. */
    public List<String> topics() {
        return node.topics.keySet().stream().filter(name -> !name.equals(MODES)).toList();
    }

    /** The replica of an open topic. */
    public Replica replica(String topic) {
        return node.topic(topic).replica;
    }

    public Mode mode(String topic) {
        return node.topic(topic).mode;
    }

    /** Whether no peer owes an answer, has a push under way or is still to be sent something. */
    public boolean isQuiet() {
        return node.links.areQuiet();
    }

    /** What is known of members, by name, this node among them; empty if members are given from outside. */
    public NavigableMap<String, Standing> standings() {
        return node.membership.standings();
    }

    /** How slow this node finds itself to be, 0 to 8: Lifeguard's local health multiplier. */
    public int slowness() {
        return node.membership.slowness();
    }

    /** What peers push of an open topic, and how much of it brings nothing new. */
    public Pushes pushes(String topic) {
        return node.topic(topic).pushes;
    }

    // Inputs

    /**
     * From here on this node keeps track of members itself: it becomes one for those whom it is linked to, and they tell
     * others. Without, {@link #members} says who is there.
     */
    public List<Effect> join(long now, Standing self) {
        node.at(now);
        node.membership.join(self, new Membership.Voice() {
            @Override
            public void contact(NodeId peer) {
                exchanging.contact(peer);
            }

            @Override
            public void reach(NodeId peer) {
                if (node.links.expect(peer).up) {
                    exchanging.contact(peer);
                }
            }

            @Override
            public void say(NodeId peer, Message.Notice notice) {
                spreading.say(node.links.to(peer), notice);
            }
        });
        return done();
    }

    /** Changes what this node tells of itself. */
    public List<Effect> tag(long now, Map<String, String> tags) {
        node.at(now);
        node.membership.tag(tags);
        return done();
    }

    /**
     * Opens a topic and asks a peer for what is there. A topic that is open already stays as it is.
     *
     * @param replica empty; the caller may read it from here on
     */
    public List<Effect> open(long now, TopicConfig config, Replica replica) {
        node.at(now);
        if (!node.topics.containsKey(config.name())) {
            Topic topic = new Topic(node, config, replica);
            node.topics.put(topic.name(), topic);
            topic.mode = modes.decided(topic.name()).orElse(config.mode());
            spreadBy(topic);
            node.links.needsChanged();
            exchanging.startRounds(topic);
            exchanging.introduce(topic);
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
        node.at(now);
        List<Update> update = new ArrayList<>(1);
        write(now, node.topic(topic), List.of(new Draft(key, value, ttlMillis)), update);
        node.add(new Effect.Changed(topic, update));
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
    public AllWritten write(long now, String topic, List<Draft> drafts) {
        node.at(now);
        List<Update> updates = new ArrayList<>(drafts.size());
        WriteRefusedException refusal = null;
        try {
            write(now, node.topic(topic), drafts, updates);
        } catch (WriteRefusedException over) {
            refusal = over;
        }
        if (!updates.isEmpty()) {
            node.add(new Effect.Changed(topic, updates));
        }
        return new AllWritten(updates.size(), refusal, done());
    }

    /** Adds to {@code updates} what was applied, also if one of them is refused. */
    private void write(long now, Topic topic, List<Draft> drafts, List<Update> updates) {
        long before = topic.replica.watermark(node.self());
        try {
            for (Draft draft : drafts) {
                topic.replica.check(draft.key(), draft.value());
                updates.add(topic.replica.write(draft, node.clock.next(now)));
            }
        } finally {
            if (!updates.isEmpty()) {
                spreading.written(topic, before, updates.size());
                topic.changed(updates);
            }
        }
    }

    /**
     * Changes how a topic's updates travel from here on.
     *
     * @throws WriteRefusedException if the scope is the cluster and no more topics can be switched; nothing happened then
     * @throws IllegalArgumentException if the scope is the cluster and the mode spreads by a topology that has no name
     */
    public List<Effect> switchTo(long now, String topic, Mode mode, Scope scope) {
        node.at(now);
        if (scope == Scope.CLUSTER) {
            write(now, modes.topic(), List.of(new Draft(Bytes.utf8(topic), Modes.write(mode), 0)), new ArrayList<>(1));
        }
        adopt(node.topic(topic), mode);
        return done();
    }

    /** From here on, or no longer, {@link Effect.Agreed} tells how many members hold what this node holds of a topic. */
    public List<Effect> watch(long now, String topic, boolean watched) {
        node.at(now);
        agreeing.watch(node.topic(topic), watched);
        return done();
    }

    /**
     * Who is in the cluster and taken to be alive. Until the first time nobody is.
     *
     * @param roster this node among them or not
     */
    public List<Effect> members(long now, Roster roster) {
        node.at(now);
        node.members(roster);
        return done();
    }

    /** What this node says of itself, null before it joins; safe from any thread. */
    @Nullable
    public Standing standing() {
        return node.membership.standing();
    }

    /**
     * A connection to a peer is up.
     *
     * @param peer what it says of itself
     * @param byUs whether this node opened it
     */
    public List<Effect> linkUp(long now, Standing peer, boolean byUs) {
        node.at(now);
        boolean unheardOf = node.membership.greeted(peer);
        linkUp(peer.member(), byUs);
        if (byUs && unheardOf) {
            exchanging.contact(peer.member());
        }
        return done();
    }

    /** The same where members are given from outside. */
    public List<Effect> linkUp(long now, NodeId peer, boolean byUs) {
        node.at(now);
        linkUp(peer, byUs);
        return done();
    }

    private void linkUp(NodeId peer, boolean byUs) {
        Link link = node.links.opened(peer, byUs);
        spreading.ready(link);
        exchanging.begin(link);
    }

    /** A connection is gone; what it owed will not come. */
    public List<Effect> linkDown(long now, NodeId peer) {
        node.at(now);
        node.links.closed(peer);
        return done();
    }

    /** The connection that this node wanted to open did not come up. */
    public List<Effect> unreachable(long now, NodeId peer) {
        node.at(now);
        node.links.unreachable(peer);
        node.membership.unreachable(peer);
        return done();
    }

    /** The peer's link takes one push. */
    public List<Effect> ready(long now, NodeId peer) {
        node.at(now);
        Link link = node.links.up(peer);
        if (link != null) {
            spreading.ready(link);
        }
        return done();
    }

    /** A peer tells something. */
    public List<Effect> heard(long now, NodeId peer, Message.News news) {
        node.at(now);
        Link link = node.links.up(peer);
        hearing(peer, link).hear(news);
        return done();
    }

    private Hearing hearing(NodeId peer, @Nullable Link link) {
        Hearing kept = link == null ? null : link.hearing;
        if (kept == null) {
            kept = new Hearing(node, spreading, exchanging, modeChanged, peer, link);
        }
        if (link != null) {
            link.hearing = kept;
        }
        return kept;
    }

    /** The peer did not answer the exchange that it owed. */
    public List<Effect> unanswered(long now, NodeId peer) {
        node.at(now);
        Link link = node.links.up(peer);
        if (link != null && link.asked) {
            node.counters.add(Counter.EXCHANGES_UNANSWERED, 1);
            exchanging.unanswered(link);
        }
        return done();
    }

    /** A stream broke off; after a while it is asked for again, from what has arrived on. */
    public List<Effect> streamEnded(long now, NodeId peer, Message.Request request) {
        node.at(now);
        Link link = node.links.up(peer);
        if (link != null && exchanging.wants(link, request)) {
            exchanging.streamBroke(link, request);
        }
        return done();
    }

    /** A timer that was armed has run out. */
    public List<Effect> fired(long now, Timer timer) {
        node.at(now);
        if (timer instanceof Timer.Round round) {
            exchanging.round(round.intervalMillis());
        } else if (timer instanceof Timer.Retry retry) {
            Link link = node.links.up(retry.peer());
            if (link != null && link.number == retry.link()) {
                exchanging.retry(link);
            }
        } else if (timer instanceof Timer.Probe) {
            node.membership.tick();
        } else if (timer instanceof Timer.Late late) {
            node.membership.late(late.peer(), late.probe());
        } else if (timer instanceof Timer.Suspicion) {
            node.membership.suspicion();
        } else if (timer instanceof Timer.Open) {
            node.links.openExpected();
        } else if (timer instanceof Timer.Meet) {
            node.links.meet(exchanging::introduceAll);
        } else if (timer instanceof Timer.Guests) {
            node.links.meetGuests();
        } else if (timer instanceof Timer.Reconnect) {
            node.links.reconnect();
        } else if (timer instanceof Timer.Idle) {
            node.links.closeIdle();
        } else if (timer instanceof Timer.Window window) {
            spreading.windowEnded(node.topic(window.topic()));
        } else if (timer instanceof Timer.Tail tail) {
            spreading.tail(node.topic(tail.topic()));
        } else if (timer instanceof Timer.Pace pace) {
            spreading.pace(node.topic(pace.topic()));
        } else if (timer instanceof Timer.Rumors rumors) {
            node.topic(rumors.topic()).strategy().fired(timer);
        } else if (timer instanceof Timer.Collect collect) {
            node.topic(collect.topic()).tombstones.fired();
        } else if (timer instanceof Timer.Expire expire) {
            List<Update> over = node.topic(expire.topic()).expire(expire.atMillis());
            if (!over.isEmpty()) {
                node.add(new Effect.Changed(expire.topic(), over));
            }
        } else if (timer instanceof Timer.Agree agree) {
            agreeing.seek(node.topic(agree.topic()));
        } else if (timer instanceof Timer.Overdue overdue) {
            Topic topic = node.topic(overdue.topic());
            topic.awaited.look(topic.strategy()::overdue);
        }
        return done();
    }

    /** The farewell: begins an exchange of all topics with every peer at once. */
    public List<Effect> exchangeWithAll(long now) {
        node.at(now);
        node.leaving = true;
        node.membership.leave();
        node.links.up().forEach(exchanging::introduceAll);
        return done();
    }

    /**
     * The question whether a peer holds all that we hold, topic by topic. It says that this node leaves: who owes it an answer is asked
     * nothing else.
     */
    public Message.Exchange farewell(long now, NodeId peer) {
        node.at(now);
        return new Message.Exchange(
                node.topics.values().stream().map(Topic::farewell).toList(), Summary.NONE, node.membership.roll(peer));
    }

    /** Whether the answer to {@link #farewell} says that the peer holds what this node wrote. */
    public boolean holdsOurs(Message.Answer answer) {
        return answer.replies().stream().allMatch(reply -> reply.read(new HoldsOurs(node)));
    }

    // Questions of peers

    /** What a question did. */
    public record Answered(Message.Answer answer, List<Effect> effects) {}

    /** What to answer to an exchange, once for each topic. Of the question itself it is noted what it says of members. */
    public Answered answer(long now, NodeId peer, Message.Exchange exchange) {
        node.at(now);
        node.counters.add(Counter.EXCHANGES_ANSWERED, 1);
        node.membership.heardFrom(peer);
        node.membership.heard(peer, exchange.roll());
        Link link = node.links.up(peer);
        int share = node.config.deltaBytes() / Math.max(1, exchange.inquiries().size());
        Gathered<Reply> replies = new Gathered<>();
        Seen answered = new Seen();
        int equal = 0;
        for (Inquiry inquiry : exchange.inquiries()) {
            Topic topic = answered.add(inquiry.topic()) ? node.topicNamedByPeer(inquiry.topic()) : null;
            if (topic != null) {
                Budget budget = new Budget(Math.max(1, share));
                Optional<Reply> reply = inquiry.read(new Answering(topic, peer, link, budget));
                if (reply.isPresent()) {
                    replies.add(reply.get());
                }
                note(link, topic, inquiry, reply);
                equal += inquiry.isOfAll() && saysEqual(reply) ? 1 : 0;
            }
        }
        if (link != null && equal == node.topics.size()) {
            node.links.equal(link);
        }
        boolean differs = node.summaries.differs(exchange.summary());
        if (!differs && !exchange.summary().equals(Summary.NONE)) {
            for (Reply reply : node.summaries.equal(exchange.summary(), peer)) {
                if (answered.add(reply.topic())) {
                    replies.add(reply);
                }
            }
        }
        return new Answered(new Message.Answer(replies.take(), differs, node.membership.roll(peer)), done());
    }

    private static boolean saysEqual(Optional<Reply> reply) {
        return reply.isEmpty() || reply.get() instanceof Reply.Equal;
    }

    /** What a question says of the one who asks: that it wants to be pushed to, or that the two have diverged. */
    private static void note(@Nullable Link link, Topic topic, Inquiry inquiry, Optional<Reply> reply) {
        if (link != null && inquiry instanceof Inquiry.Graft) {
            topic.strategy().grafted(link);
        }
        if (link != null && reply.filter(Reply.Diverged.class::isInstance).isPresent()) {
            link.due.add(topic.name());
        }
    }

    /** What answers a request, piece by piece. */
    public PieceReader pieces(NodeId peer, Message.Request request) {
        Topic topic = node.topicNamedByPeer(request.topic());
        if (request instanceof Message.SketchRequest sketch) {
            return topic == null
                    ? SketchReader.ofNothing(request.topic())
                    : topic.offers.goOn(node.links.up(peer), sketch);
        }
        Digest beyond = ((Message.StateRequest) request).digest();
        Replica replica = topic == null ? null : topic.replica;
        return new StateReader(request.topic(), replica, beyond, node.config.deltaBytes());
    }

    /** Whether another piece is to be asked for. */
    public boolean wants(NodeId peer, Message.Request request) {
        Link link = node.links.up(peer);
        return link != null && exchanging.wants(link, request);
    }

    private void modeChanged(Update update) {
        Topic topic = node.topics.get(update.key().toUtf8());
        Entry entry = update.entry();
        if (topic != null && entry != null) {
            Modes.read(entry).ifPresent(mode -> adopt(topic, mode));
        }
    }

    private void adopt(Topic topic, Mode mode) {
        Mode previous = topic.mode;
        if (!previous.equals(mode)) {
            boolean sameWay = topic.dissemination().equals(mode.dissemination().orElse(topic.config.dissemination()));
            topic.mode = mode;
            topic.pace.reset();
            if (!sameWay) {
                spreadBy(topic);
            }
            exchanging.startRounds(topic);
            node.links.needsChanged();
            node.add(new Effect.Switched(topic.name(), mode, previous));
            node.add(new Effect.Paced(topic.name(), topic.windowMillis(true)));
        }
    }

    private List<Effect> done() {
        node.membership.settle();
        node.links.settle();
        for (Link link : node.links.takeGone()) {
            spreading.gone(link);
            exchanging.gone(link);
            node.membership.gone(link.peer);
        }
        exchanging.resume();
        agreeing.tell();
        spreading.flush();
        return node.takeEffects();
    }
}
