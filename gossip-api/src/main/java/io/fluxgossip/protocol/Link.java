package io.fluxgossip.protocol;

import io.fluxgossip.model.Delta;
import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.model.NodeId;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a core remembers of one connected peer: cursors, not messages. */
final class Link {

    /** A history with a hole that this peer can fill. */
    record Gap(String topic, NodeId origin) {}

    final NodeId peer;

    /** Whether the peer takes a push now. */
    boolean ready = true;

    /** Whether the peer owes an answer. */
    boolean asked;

    /** Whether a {@link Timer.Retry} is under way. */
    boolean retryArmed;

    /** Topics whose bulk state is streaming in. */
    final Set<String> streaming = new LinkedHashSet<>();

    /** Topics to ask this peer about as soon as it owes no answer: after linking, and when they are opened. */
    final Set<String> due = new LinkedHashSet<>();

    /** Topics that were due and are being asked about. */
    final Set<String> introduced = new LinkedHashSet<>();

    /** Holes that a push from this peer has shown, until they are asked for. */
    final Set<Gap> gaps = new LinkedHashSet<>();

    /** Holes that were asked for and may still be open. */
    final Set<Gap> pulled = new LinkedHashSet<>();

    /** Our fingerprint when digests were equal and states were not, by topic. */
    final Map<String, Fingerprint> diverged = new TreeMap<>();

    private final Map<String, Backlog> backlogs = new TreeMap<>();

    /** Topics whose backlog may be sent, whose turn it is first. Others wait for the end of their window. */
    private final Set<String> released = new LinkedHashSet<>();

    Link(NodeId peer) {
        this.peer = peer;
    }

    boolean isQuiet() {
        return ready && !asked && due.isEmpty() && streaming.isEmpty() && backlogs.isEmpty();
    }

    Backlog backlog(String topic) {
        return backlogs.computeIfAbsent(topic, unknown -> new Backlog());
    }

    /** The peer holds the history at least up to here, since it sent it. */
    void raise(String topic, NodeId origin, long to, long watermark) {
        Backlog backlog = backlogs.get(topic);
        if (backlog != null) {
            backlog.raise(origin, to, watermark);
        }
    }

    /** What is left of this topic may be sent. */
    void release(String topic) {
        released.add(topic);
    }

    /** The topic whose turn it is, or an empty delta for none; it goes to the end of the queue if more is left. */
    Turn take(Map<String, Topic> topics, int budgetBytes, Counters counters) {
        while (!released.isEmpty()) {
            String name = released.iterator().next();
            released.remove(name);
            Topic topic = topics.get(name);
            Backlog backlog = backlogs.get(name);
            if (topic == null || backlog == null) {
                continue;
            }
            Delta delta = backlog.take(topic.replica, new Budget(budgetBytes), counters);
            if (backlog.isEmpty()) {
                backlogs.remove(name);
            } else {
                released.add(name);
            }
            if (!delta.isEmpty()) {
                return new Turn(name, delta);
            }
        }
        return Turn.NOTHING;
    }

    /** What the link carries next. */
    record Turn(String topic, Delta delta) {
        static final Turn NOTHING = new Turn("", Delta.EMPTY);
    }
}
