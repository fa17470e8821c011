package io.fluxgossip.protocol;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Message;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeId;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sending side: a change wakes links, and what a link carries is computed when it takes a push.
 *
 * <p>Nothing is queued for a peer but cursors, so a burst is conflated to the newest entry of each key, a slow peer
 * costs no memory, and nothing goes back to where it came from.
 */
final class Spreading {

    /** Announcements are put together for this long. */
    private static final long TAIL_STEP_MILLIS = 100;

    /** A window makes the announcement wait by as many of it. */
    private static final long TAIL_WINDOWS = 20;

    private final NodeState node;

    /** Links that may have something to send. */
    private final Set<Link> woken = new LinkedHashSet<>();

    Spreading(NodeState node) {
        this.node = node;
    }

    /** Local writes extended our own history. */
    void written(Topic topic, long before, int changes) {
        if (topic.mode.pushes()) {
            topic.strategy().written(before, changes);
            spread(topic, node.self(), null);
        }
    }

    /** Something new of this origin was spread; when nothing more follows for a while, peers are told how far it goes. */
    private void spread(Topic topic, NodeId origin, @Nullable Link from) {
        if (!node.config.announceAfter().isZero()) {
            topic.spread.remove(origin);
            topic.spread.put(origin, new Topic.Spread(node.nowMillis, from == null ? node.self() : from.peer));
            armTail(topic, tailMillis(topic));
        }
    }

    /** Who gathers changes for long is in no hurry. */
    private long tailMillis(Topic topic) {
        return node.config.announceAfter().toMillis()
                + TAIL_WINDOWS * topic.mode.window().toMillis();
    }

    private void armTail(Topic topic, long delayMillis) {
        if (!topic.tailArmed) {
            topic.tailArmed = true;
            node.add(new Effect.Arm(new Timer.Tail(topic.name()), Math.max(TAIL_STEP_MILLIS, delayMillis)));
        }
    }

    /** Announces the histories that have not gone on for a while: who has missed the last push learns of it. */
    void tail(Topic topic) {
        topic.tailArmed = false;
        long quietSince = node.nowMillis - tailMillis(topic);
        Iterator<Map.Entry<NodeId, Topic.Spread>> oldestFirst =
                topic.spread.entrySet().iterator();
        while (oldestFirst.hasNext()) {
            Map.Entry<NodeId, Topic.Spread> next = oldestFirst.next();
            if (next.getValue().atMillis() > quietSince) {
                armTail(topic, next.getValue().atMillis() - quietSince);
                return;
            }
            oldestFirst.remove();
            if (topic.mode.pushes()) {
                topic.strategy().ended(next.getKey(), next.getValue().from());
            }
        }
    }

    /** A peer's run extended the history of an origin from {@code before}, or told what the peer holds of it. */
    void heard(Topic topic, NodeId origin, long before, int changes, Source source) {
        long watermark = topic.replica.watermark(origin);
        if (source.link() != null) {
            source.link().raise(topic.name(), origin, source.known(), watermark);
        }
        if (watermark > before && topic.mode.pushes()) {
            topic.strategy().extended(origin, before, changes, source);
            spread(topic, origin, source.link());
        }
    }

    /** A peer told how much it holds. */
    void announced(Topic topic, Message.Announce announce, Link from) {
        Digest held = announce.held();
        held.watermarks()
                .forEach((origin, known) -> from.raise(topic.name(), origin, known, topic.replica.watermark(origin)));
        if (topic.mode.pushes()) {
            topic.strategy().announced(from, held, announce.hops());
        } else {
            lacking(from, topic, held);
        }
    }

    /** A peer holds this much; what we lack of it is asked for. */
    void lacking(Link from, Topic topic, Digest held) {
        held.watermarks().forEach((origin, watermark) -> {
            if (watermark > topic.replica.knownUpTo(origin)) {
                lacking(from.peer, topic, origin, watermark);
            }
        });
    }

    /** A peer holds a history up to here, and we do not: it is asked for the rest, if it is still there. */
    void lacking(NodeId peer, Topic topic, NodeId origin, long upTo) {
        if (node.config.pulls() && (node.links.up(peer) != null || node.isPeer(peer))) {
            node.links.to(peer).gaps.lacking(topic.name(), origin, upTo);
        }
    }

    /** The history of an origin went on, and the peer is believed to hold it up to {@code cursor}. */
    void extend(Link link, Topic topic, NodeId origin, long cursor, int changes) {
        if (cursor < topic.replica.watermark(origin)) {
            link.backlog(topic.name()).extended(origin, cursor, changes);
            wake(link, topic, topic.windowMillis(origin.equals(node.self())));
        }
    }

    /** Tells a peer all behind {@code after}, whether or not it was told before. */
    void repeat(Link link, Topic topic, NodeId origin, long after) {
        link.backlog(topic.name()).lower(origin, after);
        link.release(topic.name());
        woken.add(link);
    }

    /** Tells a peer that we hold more of an origin, without the entries. */
    void announce(Link link, Topic topic, NodeId origin) {
        link.announce(topic.name(), origin);
        woken.add(link);
    }

    /** Tells a peer something before anything else. */
    void say(Link link, Message.Notice notice) {
        link.say(notice);
        woken.add(link);
    }

    /** Tells a peer not to push this topic to us. */
    void prune(Link link, Topic topic) {
        link.prune(topic.name());
        woken.add(link);
    }

    /** At once, or when the window in which changes of this topic are gathered ends. */
    private void wake(Link link, Topic topic, long windowMillis) {
        if (windowMillis == 0) {
            release(link, topic);
        } else if (topic.gathering.add(link) && topic.gathering.size() == 1) {
            node.add(new Effect.Arm(new Timer.Window(topic.name()), windowMillis));
        }
    }

    /** A window is over. */
    void windowEnded(Topic topic) {
        topic.gathering.forEach(link -> release(link, topic));
        topic.gathering.clear();
    }

    private void release(Link link, Topic topic) {
        link.release(topic.name());
        woken.add(link);
        if (topic.mode instanceof Mode.Adaptive && link.up) {
            topic.pace.offered(link.ready);
            armPace(topic);
        }
    }

    private void armPace(Topic topic) {
        if (!topic.pace.armed) {
            topic.pace.armed = true;
            node.add(new Effect.Arm(new Timer.Pace(topic.name()), Pace.PERIOD_MILLIS));
        }
    }

    /** Looks whether links keep up with an adaptive topic, and makes its window longer or shorter. */
    void pace(Topic topic) {
        topic.pace.armed = false;
        if (topic.mode instanceof Mode.Adaptive adaptive) {
            long before = topic.pace.windowMillis();
            if (topic.pace.adjust(adaptive.worstLatency().toMillis())) {
                boolean wider = topic.pace.windowMillis() > before;
                node.counters.add(wider ? Counter.WINDOWS_WIDENED : Counter.WINDOWS_NARROWED, 1);
                node.add(new Effect.Paced(topic.name(), topic.pace.windowMillis()));
            }
            if (topic.pace.windowMillis() > 0) {
                armPace(topic);
            }
        }
    }

    /**
     * The peer turns out to hold no more of these origins than this: the cursors go down to that. A peer to which the same
     * thing is told again and again is told it less and less often, since it seems not to take it. One that lacks a delete which
     * may be forgotten here is told nothing of that history: it has to ask, and to compare everything. Where it would not ask by
     * itself, it is told that there is more.
     */
    void lacks(Link link, Topic topic, Digest lacking) {
        Backlog backlog = link.backlog(topic.name());
        lacking.watermarks().forEach((origin, theirs) -> {
            boolean more = topic.replica.watermark(origin) > theirs;
            boolean forgotten = topic.replica.hasForgotten(origin, theirs);
            boolean isLeftToAsk = forgotten && topic.mayPull();
            if (!more || isLeftToAsk || !link.isWorthTelling(topic.name(), origin, theirs)) {
                return;
            }
            if (forgotten) {
                link.announce(topic.name(), origin);
            } else {
                backlog.lower(origin, theirs);
            }
        });
        link.release(topic.name());
        woken.add(link);
    }

    /** The same, but for what was written just now if that is left to the pushes of others. */
    void lacks(Link link, Topic topic, Digest lacking, boolean leavesFresh) {
        lacks(link, topic, leavesFresh ? topic.awaited.leaveFresh(lacking) : lacking);
    }

    /** All that a peer holds has come; what it lacks is pushed. */
    void compared(@Nullable Link link, Topic topic, Digest theirs) {
        if (link != null && topic.mayPush() && !topic.isToldInFull()) {
            lacks(link, topic, topic.replica.ahead(theirs), topic.mode.pushes());
        }
    }

    void ready(Link link) {
        link.ready = true;
        woken.add(link);
    }

    void gone(Link link) {
        woken.remove(link);
        node.topics.values().forEach(topic -> topic.gathering.remove(link));
    }

    /** Tells every woken link that takes it what comes next. */
    void flush() {
        if (woken.isEmpty()) {
            return;
        }
        for (Link link : woken) {
            if (link.ready) {
                Message.Notice next = link.take(node.topics, node.config.deltaBytes(), node.counters);
                if (next != null) {
                    tell(link, next);
                }
            }
        }
        woken.clear();
    }

    private void tell(Link link, Message.Notice notice) {
        link.ready = false;
        node.links.used(link);
        link.toldMillis = node.nowMillis;
        if (notice instanceof Message.Push push) {
            link.pushedMillis = node.nowMillis;
            node.counters.add(Counter.PUSHES_SENT, 1);
            node.counters.add(Counter.ENTRIES_PUSHED, push.delta().entryCount());
        } else {
            node.counters.add(Counter.ANNOUNCEMENTS_SENT, 1);
        }
        node.add(new Effect.Tell(link.peer, notice));
    }
}
