package io.fluxgossip.protocol.link;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.store.Budget;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.turn.Turn;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Pushes and announcements that one peer is still to be sent, and the time of the last one. A queue of cursors and
 * names, not of messages: what is sent is computed when the peer takes it, so a slow peer costs no memory.
 */
public final class PushQueue {

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
    public record Announcement(String topic, Set<NodeId> origins) {}

    // Cursors

    /** The history of an origin went on, and the peer is believed to hold it up to {@code cursor}. */
    public void extend(String topic, NodeId origin, long cursor, int changes) {
        backlog(topic).extended(origin, cursor, changes);
    }

    /** The peer holds less than it was believed to. */
    public void lower(String topic, NodeId origin, long to) {
        backlog(topic).lower(origin, to);
    }

    /** The peer holds the history at least up to here, since it sent it. */
    public void raise(String topic, NodeId origin, long to, long watermark) {
        Backlog backlog = backlogs.get(topic);
        if (backlog != null) {
            backlog.raise(origin, to, watermark);
            if (backlog.isEmpty()) {
                backlogs.remove(topic);
            }
        }
    }

    public Backlog backlog(String topic) {
        return backlogs.computeIfAbsent(topic, unknown -> new Backlog());
    }

    /**
     * Whether to send the peer, which holds {@code theirs} of an origin, the rest: at the 1st, 2nd, 4th, 8th... time.
     */
    public boolean isWorthSending(String topic, NodeId origin, long theirs) {
        if (unmoved.size() > MAX_UNMOVED) {
            unmoved.clear();
        }
        Unmoved last = unmoved.get(new Gaps.Gap(topic, origin));
        int times = last != null && last.watermark() == theirs ? last.times() + 1 : 1;
        unmoved.put(new Gaps.Gap(topic, origin), new Unmoved(theirs, times));
        return Integer.bitCount(times) == 1;
    }

    // Notices

    /** The rest of this topic may be sent. */
    public void release(String topic) {
        released.add(topic);
    }

    /** The peer is to be told that more of this origin is held here. */
    public void announce(String topic, NodeId origin) {
        announcements.computeIfAbsent(topic, unknown -> new TreeSet<>()).add(origin);
    }

    /** The peer is to be told not to push this topic to us. */
    public void prune(String topic) {
        prunes.add(topic);
    }

    /** The peer is to be sent this before anything else; what waits beyond the limit is left out. */
    public void addUrgent(Message.Notice notice) {
        if (urgent.size() < MAX_URGENT) {
            urgent.add(notice);
        }
    }

    public Message.@Nullable Notice pollUrgent() {
        return pollFirst(urgent);
    }

    /** A topic that the peer is not to push any more. */
    @Nullable
    public String pollPrune() {
        return pollFirst(prunes);
    }

    /** The topic whose turn it is. */
    @Nullable
    public String pollReleased() {
        return pollFirst(released);
    }

    @Nullable
    public Announcement pollAnnouncement() {
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

    /** Cuts the delta that the peer lacks, up to the budget; the topic goes to the end of the queue if more is left. */
    public Delta takeDelta(String topic, Replica replica, Budget budget, Turn turn) {
        Backlog backlog = backlogs.get(topic);
        if (backlog == null) {
            return Delta.EMPTY;
        }
        Delta delta = backlog.takeDelta(replica, budget, turn);
        if (backlog.isEmpty()) {
            backlogs.remove(topic);
        } else {
            released.add(topic);
        }
        return delta;
    }

    /** Whether an announcement comes before the next push: however much there is to push, none is put off for ever. */
    public boolean isAnnouncementNext() {
        return pushedLast;
    }

    /** The topic that was chosen last. */
    public void noteChosen(boolean push) {
        pushedLast = push;
    }

    boolean isEmpty() {
        return urgent.isEmpty() && backlogs.isEmpty() && announcements.isEmpty() && prunes.isEmpty();
    }

    // Readiness and times

    /** Whether the peer takes something now. */
    public boolean isReady() {
        return ready;
    }

    public void becomeReady() {
        ready = true;
    }

    /** Something is sent at this time. */
    public void noteSent(long nowMillis, boolean push) {
        ready = false;
        sentMillis = nowMillis;
        if (push) {
            pushedMillis = nowMillis;
        }
    }

    /** When something was last sent. */
    public long sentMillis() {
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

    public void awaitFeedbackUntil(long millis) {
        feedbackUntilMillis = millis;
    }
}
