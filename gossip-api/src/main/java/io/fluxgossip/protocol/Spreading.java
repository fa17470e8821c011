package io.fluxgossip.protocol;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Message;
import io.fluxgossip.model.NodeId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sending side: a change wakes links, and what a link carries is computed when it takes a push.
 *
 * <p>Nothing is queued for a peer but cursors, so a burst is conflated to the newest entry of each key, a slow peer
 * costs no memory, and nothing goes back to where it came from.
 */
final class Spreading {

    private final NodeState node;

    /** Links that may have something to send. */
    private final Set<Link> woken = new LinkedHashSet<>();

    Spreading(NodeState node) {
        this.node = node;
    }

    /** A local write extended our own history. */
    void written(Topic topic, long before) {
        if (topic.mode.pushes()) {
            wake(topic.hearers(node.self(), node.links.values()), topic, node.self(), before, 1, null, 0);
        }
    }

    /**
     * A peer's run extended the history of an origin from {@code before}, or told what the peer holds of it.
     *
     * @param known the peer holds the history up to here
     */
    void heard(Topic topic, NodeId origin, long before, int changes, @Nullable Link from, long known) {
        long watermark = topic.replica.watermark(origin);
        if (from != null) {
            from.raise(topic.name(), origin, known, watermark);
        }
        if (watermark > before && topic.mode.pushes()) {
            List<Link> hearers = topic.furtherHearers(node.self(), node.links.values());
            wake(hearers, topic, origin, before, changes, from, known);
        }
    }

    private void wake(
            List<Link> hearers, Topic topic, NodeId origin, long before, int changes, @Nullable Link from, long known) {
        long watermark = topic.replica.watermark(origin);
        for (Link link : hearers) {
            long cursor = link == from ? Math.max(before, known) : before;
            if (cursor < watermark) {
                link.backlog(topic.name()).extended(origin, cursor, changes);
                wake(link, topic);
            }
        }
    }

    /** At once, or when the window in which changes of this topic are gathered ends. */
    private void wake(Link link, Topic topic) {
        long windowMillis = topic.mode.window().toMillis();
        if (windowMillis == 0) {
            link.release(topic.name());
            woken.add(link);
        } else if (topic.gathering.add(link) && topic.gathering.size() == 1) {
            node.add(new Effect.Arm(new Timer.Window(topic.name()), windowMillis));
        }
    }

    /** A window is over. */
    void windowEnded(Topic topic) {
        for (Link link : topic.gathering) {
            link.release(topic.name());
            woken.add(link);
        }
        topic.gathering.clear();
    }

    /** The peer turns out to lack what {@code lacking} names, beyond the watermarks given there. */
    void lacks(Link link, Topic topic, Digest lacking) {
        if (!lacking.isEmpty()) {
            Backlog backlog = link.backlog(topic.name());
            lacking.watermarks().forEach(backlog::lower);
            link.release(topic.name());
            woken.add(link);
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

    /** Sends to every woken link that takes a push the next delta it lacks. */
    void flush() {
        for (Link link : woken) {
            if (link.ready) {
                send(link, link.take(node.topics, node.config.deltaBytes(), node.counters));
            }
        }
        woken.clear();
    }

    private void send(Link link, Link.Turn turn) {
        if (!turn.delta().isEmpty()) {
            link.ready = false;
            node.counters.add(Counter.PUSHES_SENT, 1);
            node.counters.add(Counter.ENTRIES_PUSHED, turn.delta().entryCount());
            node.add(new Effect.Push(link.peer, new Message.Push(turn.topic(), turn.delta())));
        }
    }
}
