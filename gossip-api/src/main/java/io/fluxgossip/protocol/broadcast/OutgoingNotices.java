package io.fluxgossip.protocol.broadcast;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.link.PushQueue;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.store.Budget;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.topic.Topics;
import io.fluxgossip.protocol.turn.Turn;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Computes what a link carries next: what is urgent, what prunes, else entries and announcements in turn. */
final class OutgoingNotices {

    private final Turn turn;
    private final Topics topics;
    private final StrategyTable strategies;

    OutgoingNotices(Turn turn, Topics topics, StrategyTable strategies) {
        this.turn = turn;
        this.topics = topics;
        this.strategies = strategies;
    }

    /** Null if there is nothing to be sent. */
    Message.@Nullable Notice next(PushQueue queue) {
        Message.Notice urgent = queue.pollUrgent();
        if (urgent != null) {
            return urgent;
        }
        String pruned = queue.pollPrune();
        if (pruned != null) {
            return new Message.Prune(pruned);
        }
        Message.Notice first = queue.isAnnouncementNext() ? announcement(queue) : null;
        Message.Notice next = first == null ? push(queue) : first;
        queue.noteChosen(next instanceof Message.Push);
        return next == null ? announcement(queue) : next;
    }

    private Message.@Nullable Push push(PushQueue queue) {
        for (String name = queue.pollReleased(); name != null; name = queue.pollReleased()) {
            Topic topic = topics.find(name);
            if (topic == null) {
                continue;
            }
            Budget budget = new Budget(turn.config().deltaBytes());
            Delta delta = queue.takeDelta(name, topic.replica(), budget, turn);
            if (!delta.isEmpty()) {
                return new Message.Push(name, delta, strategies.of(topic).hops(delta.origins()));
            }
        }
        return null;
    }

    private Message.@Nullable Announce announcement(PushQueue queue) {
        PushQueue.Announcement next = queue.pollAnnouncement();
        Topic topic = next == null ? null : topics.find(next.topic());
        if (next == null || topic == null) {
            return null;
        }
        NavigableMap<NodeId, Long> held = new TreeMap<>();
        next.origins().forEach(origin -> held.put(origin, topic.replica().watermark(origin)));
        return new Message.Announce(
                topic.name(), new Digest(held), strategies.of(topic).hops(held.keySet()));
    }
}
