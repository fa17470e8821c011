package io.fluxgossip.protocol.broadcast;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.link.ConnectionPool;
import io.fluxgossip.protocol.link.PeerLink;
import io.fluxgossip.protocol.link.PushQueue;
import io.fluxgossip.protocol.membership.Peers;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.protocol.topic.AdaptiveWindow;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.topic.Topics;
import io.fluxgossip.protocol.turn.Counter;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.Timer;
import io.fluxgossip.protocol.turn.Turn;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sending side: a change wakes links, and what a link carries is computed when it takes a push.
 *
 * <p>Nothing is queued for a peer but cursors, so a burst is conflated to the newest entry of each key, a slow peer
 * costs no memory, and nothing goes back to where it came from.
 */
public final class Spreading implements Outgoing {

    private final Turn turn;
    private final Peers peers;
    private final Topics topics;
    private final ConnectionPool links;
    private final Pulls pulls;
    private final StrategyTable strategies = new StrategyTable();
    private final OutgoingNotices notices;
    private final TrailingAnnouncements trailing;

    /** Links that may have something to send. */
    private final Set<PeerLink> woken = new LinkedHashSet<>();

    /** By topic: peers that are sent something when the window ends. */
    private final Map<String, Set<NodeId>> gathering = new HashMap<>();

    public Spreading(Turn turn, Peers peers, Topics topics, ConnectionPool links, Pulls pulls) {
        this.turn = turn;
        this.peers = peers;
        this.topics = topics;
        this.links = links;
        this.pulls = pulls;
        this.notices = new OutgoingNotices(turn, topics, strategies);
        this.trailing = new TrailingAnnouncements(turn, strategies);
    }

    // Strategies

    /** Takes the strategy that a topic's present mode asks for. */
    public void choose(Topic topic) {
        topic.missingUpdates().waitAsUsual();
        strategies.put(topic, topic.dissemination().read(new Strategies(turn, peers, links, topic, this, pulls)));
    }

    /** The peers that each topic in sync mode needs a connection to. */
    public List<List<NodeId>> needs() {
        return topics.all().stream()
                .filter(topic -> topic.mode().pushes() && !topic.isBuiltIn())
                .map(topic -> strategies.of(topic).needs())
                .toList();
    }

    public void membersChanged() {
        topics.all().forEach(topic -> strategies.of(topic).membersChanged());
    }

    /** The next round of rumors is due. */
    public void rumorsDue(Topic topic) {
        strategies.of(topic).rumorsDue();
    }

    /** A peer pushed what was known. */
    public void stale(PeerLink from, Topic topic, List<Run> known) {
        if (topic.mode().pushes() && !known.isEmpty()) {
            strategies.of(topic).stale(from, known);
        }
    }

    /** A peer does not want to be pushed to. */
    public void pruned(NodeId from, Topic topic) {
        strategies.of(topic).pruned(from);
    }

    /** A peer wants to be pushed to. */
    public void grafted(NodeId from, Topic topic) {
        strategies.of(topic).grafted(from);
    }

    /** Looks for what others hold of a topic and has not come in time. */
    public void lookForOverdue(Topic topic) {
        topic.missingUpdates().look(strategies.of(topic)::overdue);
    }

    /** Announces the histories of a topic that have not gone on for a while. */
    public void announceTrailing(Topic topic) {
        trailing.announce(topic);
    }

    // What there is to spread

    /** Local writes extended our own history. */
    public void written(Topic topic, long before, int changes) {
        if (topic.mode().pushes()) {
            strategies.of(topic).written(before, changes);
            trailing.noteSpread(topic, turn.self(), null);
        }
    }

    /** A peer's run extended the history of an origin from {@code before}, or told what the peer holds of it. */
    public void received(Topic topic, NodeId origin, long before, int changes, Source source) {
        long watermark = topic.replica().watermark(origin);
        PeerLink from = source.peer() == null ? null : links.find(source.peer());
        if (from != null) {
            from.pushes().raise(topic.name(), origin, source.known(), watermark);
        }
        if (watermark > before && topic.mode().pushes()) {
            strategies.of(topic).extended(origin, before, changes, source);
            trailing.noteSpread(topic, origin, source.peer());
        }
    }

    /** A peer told how much it holds. */
    public void announced(Topic topic, Message.Announce announce, PeerLink from) {
        Digest held = announce.held();
        held.watermarks()
                .forEach((origin, known) -> from.pushes()
                        .raise(topic.name(), origin, known, topic.replica().watermark(origin)));
        if (topic.mode().pushes()) {
            strategies.of(topic).announced(from, held, announce.hops());
        } else {
            pulls.pullMissing(from.peer(), topic, held);
        }
    }

    @Override
    public void extend(NodeId peer, Topic topic, NodeId origin, long cursor, int changes) {
        PeerLink link = links.to(peer);
        if (cursor < topic.replica().watermark(origin)) {
            link.pushes().extend(topic.name(), origin, cursor, changes);
            wake(link, topic, topic.windowMillis(origin.equals(turn.self())));
        }
    }

    @Override
    public void repeat(NodeId peer, Topic topic, NodeId origin, long after) {
        PeerLink link = links.to(peer);
        link.pushes().lower(topic.name(), origin, after);
        link.pushes().release(topic.name());
        woken.add(link);
    }

    @Override
    public void announce(NodeId peer, Topic topic, NodeId origin) {
        PeerLink link = links.to(peer);
        link.pushes().announce(topic.name(), origin);
        woken.add(link);
    }

    @Override
    public void prune(NodeId peer, Topic topic) {
        PeerLink link = links.to(peer);
        link.pushes().prune(topic.name());
        woken.add(link);
    }

    /** Sends a peer something before anything else. */
    public void send(NodeId peer, Message.Notice urgent) {
        PeerLink link = links.to(peer);
        link.pushes().addUrgent(urgent);
        woken.add(link);
    }

    /**
     * The peer turns out to hold no more of these origins than this: the cursors go down to that. A peer to which the
     * same thing is told again and again is told it less and less often, since it seems not to take it.
     */
    public void sendLacking(PeerLink link, Topic topic, Digest lacking) {
        PushQueue queue = link.pushes();
        queue.backlog(topic.name());
        lacking.watermarks().forEach((origin, theirs) -> {
            boolean more = topic.replica().watermark(origin) > theirs;
            if (more && queue.isWorthSending(topic.name(), origin, theirs)) {
                queue.lower(topic.name(), origin, theirs);
            }
        });
        queue.release(topic.name());
        woken.add(link);
    }

    /** The same, but for what was written just now if that is left to the pushes of others. */
    public void sendLacking(PeerLink link, Topic topic, Digest lacking, boolean leavesFresh) {
        sendLacking(link, topic, leavesFresh ? topic.missingUpdates().leaveFresh(lacking) : lacking);
    }

    // Windows

    /** At once, or when the window in which changes of this topic are gathered ends. */
    private void wake(PeerLink link, Topic topic, long windowMillis) {
        if (windowMillis == 0) {
            release(link, topic);
            return;
        }
        Set<NodeId> waiting = gathering.computeIfAbsent(topic.name(), unknown -> new LinkedHashSet<>());
        if (waiting.add(link.peer()) && waiting.size() == 1) {
            turn.arm(new Timer.Window(topic.name()), windowMillis);
        }
    }

    /** A window is over. */
    public void endWindow(Topic topic) {
        Set<NodeId> waiting = gathering.remove(topic.name());
        if (waiting == null) {
            return;
        }
        for (NodeId peer : waiting) {
            PeerLink link = links.find(peer);
            if (link != null) {
                release(link, topic);
            }
        }
    }

    private void release(PeerLink link, Topic topic) {
        link.pushes().release(topic.name());
        woken.add(link);
        if (topic.mode() instanceof Mode.Adaptive && link.isUp()) {
            topic.adaptiveWindow().offered(link.pushes().isReady());
            armPace(topic);
        }
    }

    private void armPace(Topic topic) {
        if (topic.adaptiveWindow().arm()) {
            turn.arm(new Timer.WindowReview(topic.name()), AdaptiveWindow.PERIOD_MILLIS);
        }
    }

    /** Looks whether links keep up with an adaptive topic, and makes its window longer or shorter. */
    public void adaptWindow(Topic topic) {
        AdaptiveWindow window = topic.adaptiveWindow();
        window.noteFired();
        if (topic.mode() instanceof Mode.Adaptive adaptive) {
            long before = window.windowMillis();
            if (window.adjust(adaptive.worstLatency().toMillis())) {
                turn.count(window.windowMillis() > before ? Counter.WINDOWS_WIDENED : Counter.WINDOWS_NARROWED, 1);
                turn.add(new Effect.WindowChanged(topic.name(), window.windowMillis()));
            }
            if (window.windowMillis() > 0) {
                armPace(topic);
            }
        }
    }

    // Links

    public void linkReady(PeerLink link) {
        link.pushes().becomeReady();
        woken.add(link);
    }

    public void linkGone(PeerLink link) {
        woken.remove(link);
        gathering.values().forEach(waiting -> waiting.remove(link.peer()));
    }

    /** Sends every woken link that takes it what comes next. */
    public void flush() {
        if (woken.isEmpty()) {
            return;
        }
        for (PeerLink link : woken) {
            if (link.pushes().isReady()) {
                Message.Notice next = notices.next(link.pushes());
                if (next != null) {
                    send(link, next);
                }
            }
        }
        woken.clear();
    }

    private void send(PeerLink link, Message.Notice notice) {
        links.used(link);
        link.pushes().noteSent(turn.nowMillis(), notice instanceof Message.Push);
        if (notice instanceof Message.Push push) {
            turn.count(Counter.PUSHES_SENT, 1);
            turn.count(Counter.ENTRIES_PUSHED, push.delta().entryCount());
        } else {
            turn.count(Counter.ANNOUNCEMENTS_SENT, 1);
        }
        turn.add(new Effect.Send(link.peer(), notice));
    }
}
