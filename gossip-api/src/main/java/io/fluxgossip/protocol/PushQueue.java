package io.fluxgossip.protocol;

import io.fluxgossip.model.Delta;
import io.fluxgossip.model.Message;
import io.fluxgossip.model.NodeId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one peer is still to be sent unasked, and when it was sent something. A queue of cursors and names, not of messages:
 * what is sent is computed when the peer takes it, so a slow peer costs no memory.
 */
final class PushQueue {

    /** Probes and acknowledgements that wait, at most. */
    private static final int MAX_URGENT = 64;

    /** A peer that names more origins than this is sent everything again. */
    private static final int MAX_UNMOVED = 10_000;

    private final Map<String, Backlog> backlogs = new TreeMap<>();

    /** Topics whose backlog may be sent, the next one first. Others wait for the end of their window. */
    private final Set<String> released = new LinkedHashSet<>();

    /** Origins to announce, by topic. */
    private final NavigableMap<String, Set<NodeId>> announcements = new TreeMap<>();

    /** Topics that the peer is to push to us no more. */
    private final Set<String> prunes = new LinkedHashSet<>();

    /** Probes and acknowledgements. */
    private final Set<Message.Notice> urgent = new LinkedHashSet<>();

    /** How often the peer has shown the same watermark, by topic and origin. */
    private final Map<Gaps.Gap, Unmoved> unmoved = new HashMap<>();

    private boolean ready;
    private boolean pushedLast;
    private long sentMillis;
    private long pushedMillis;
    private long feedbackUntilMillis;

    private record Unmoved(long watermark, int times) {}

    /** Origins of one topic to announce. */
    record Announcement(String topic, Set<NodeId> origins) {}

    // Cursors

    /** The history of an origin went on, and the peer is believed to hold it up to {@code cursor}. */
    void extend(String topic, NodeId origin, long cursor, int changes) {
        backlog(topic).extended(origin, cursor, changes);
    }

    /** The peer holds less than it was believed to. */
    void lower(String topic, NodeId origin, long to) {
        backlog(topic).lower(origin, to);
    }

    /** The peer holds the history at least up to here, since it sent it. */
    void raise(String topic, NodeId origin, long to, long watermark) {
        Backlog backlog = backlogs.get(topic);
        if (backlog != null) {
            backlog.raise(origin, to, watermark);
            if (backlog.isEmpty()) {
                backlogs.remove(topic);
            }
        }
    }

    Backlog backlog(String topic) {
        return backlogs.computeIfAbsent(topic, unknown -> new Backlog());
    }

    /** Whether to send the peer, which holds {@code theirs} of an origin, the rest: at the 1st, 2nd, 4th, 8th... time. */
    boolean isWorthSending(String topic, NodeId origin, long theirs) {
        if (unmoved.size() > MAX_UNMOVED) {
            unmoved.clear();
        }
        Unmoved last = unmoved.get(new Gaps.Gap(topic, origin));
        int times = last != null && last.watermark() == theirs ? last.times() + 1 : 1;
        unmoved.put(new Gaps.Gap(topic, origin), new Unmoved(theirs, times));
        return Integer.bitCount(times) == 1;
    }

    // Notices

    /** What is left of this topic may be sent. */
    void release(String topic) {
        released.add(topic);
    }

    /** The peer is to be told that more of this origin is held here. */
    void announce(String topic, NodeId origin) {
        announcements.computeIfAbsent(topic, unknown -> new TreeSet<>()).add(origin);
    }

    /** The peer is to be told not to push this topic to us. */
    void prune(String topic) {
        prunes.add(topic);
    }

    /** The peer is to be sent this before anything else; what waits beyond the limit is left out. */
    void addUrgent(Message.Notice notice) {
        if (urgent.size() < MAX_URGENT) {
            urgent.add(notice);
        }
    }

    Message.@Nullable Notice pollUrgent() {
        return pollFirst(urgent);
    }

    /** A topic that the peer is not to push any more. */
    @Nullable
    String pollPrune() {
        return pollFirst(prunes);
    }

    /** The topic whose turn it is. */
    @Nullable
    String pollReleased() {
        return pollFirst(released);
    }

    @Nullable
    Announcement pollAnnouncement() {
        Map.Entry<String, Set<NodeId>> next = announcements.pollFirstEntry();
        return next == null ? null : new Announcement(next.getKey(), next.getValue());
    }

    private static <T> @Nullable T pollFirst(Set<T> set) {
        if (set.isEmpty()) {
            return null;
        }
        T first = set.iterator().next();
        set.remove(first);
        return first;
    }

    /** What the peer lacks of a topic, up to the budget; the topic goes to the end of the queue if more is left. */
    Delta takeDelta(String topic, Replica replica, Budget budget, Turn turn) {
        Backlog backlog = backlogs.get(topic);
        if (backlog == null) {
            return Delta.EMPTY;
        }
        Delta delta = backlog.take(replica, budget, turn);
        if (backlog.isEmpty()) {
            backlogs.remove(topic);
        } else {
            released.add(topic);
        }
        return delta;
    }

    /** Whether an announcement comes before the next push: however much there is to push, none is put off for ever. */
    boolean isAnnouncementNext() {
        return pushedLast;
    }

    /** What was chosen last to be sent. */
    void noteChosen(boolean push) {
        pushedLast = push;
    }

    boolean isEmpty() {
        return urgent.isEmpty() && backlogs.isEmpty() && announcements.isEmpty() && prunes.isEmpty();
    }

    // Readiness and times

    /** Whether the peer takes something now. */
    boolean isReady() {
        return ready;
    }

    void becomeReady() {
        ready = true;
    }

    /** Something is sent at this time. */
    void noteSent(long nowMillis, boolean push) {
        ready = false;
        sentMillis = nowMillis;
        if (push) {
            pushedMillis = nowMillis;
        }
    }

    /** When something was last sent. */
    long sentMillis() {
        return sentMillis;
    }

    /** When a delta was last sent. */
    long pushedMillis() {
        return pushedMillis;
    }

    /** By when the peer says something about what it was sent, if it says anything. */
    long feedbackUntilMillis() {
        return feedbackUntilMillis;
    }

    void awaitFeedbackUntil(long millis) {
        feedbackUntilMillis = millis;
    }
}
