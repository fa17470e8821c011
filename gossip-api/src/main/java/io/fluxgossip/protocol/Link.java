package io.fluxgossip.protocol;

import io.fluxgossip.model.Delta;
import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Inquiry;
import io.fluxgossip.model.Message;
import io.fluxgossip.model.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a core remembers of one peer while it is connected, or about to be: cursors, not messages. */
final class Link {

    final NodeId peer;

    /** Of this connection among all that this node had. */
    final long number;

    /** Whether the connection is up; until then everything is kept for it. */
    boolean up;

    /** Whether this node opened the connection, or is about to. */
    boolean ours;

    /** Whether this node has begun to ask what the peer has. */
    boolean met;

    /** When something was last sent or heard. */
    long usedMillis;

    /** When the connection came up. */
    long openedMillis;

    /** When something was last told. */
    long toldMillis;

    /** When something was last pushed. */
    long pushedMillis;

    /** By when the peer says something about what it was told, if it says anything. */
    long feedbackMillis;

    /** Whether the peer takes a push now. */
    boolean ready;

    /** Whether the peer owes an answer. */
    boolean asked;

    /** When it was last asked. */
    long askedMillis;

    /** Hears what the peer says; null before it has said something. */
    @Nullable
    Hearing hearing;

    /** What it was asked, until it answers. */
    List<Inquiry> questions = List.of();

    /** Topics that were summed up when it was asked, until it answers. */
    List<Topic> summedUp = List.of();

    /** Whether a {@link Timer.Retry} is under way. */
    boolean retryArmed;

    /** What was asked for of topics whose bulk state is streaming in. */
    final Map<String, Message.StateRequest> streaming = new LinkedHashMap<>();

    /** Topics of which the whole state is streaming in. */
    final Map<String, Sweep> sweeps = new LinkedHashMap<>();

    /** Sketches of the peer's digests that are coming in, by topic: the exchange that began them is not over before they are. */
    final Map<String, Sketching> sketches = new TreeMap<>();

    /** What to ask when the last of them has shown where the two differ. */
    final List<Inquiry> afterSketches = new ArrayList<>();

    /** Sketches of our digests that the peer may ask to go on, by topic. */
    final Map<String, Offers.Offer> offers = new TreeMap<>();

    /** Up to where the peer may have forgotten deletes that this node lacked, by topics that are streaming in. */
    final Map<String, Long> forgotten = new LinkedHashMap<>();

    /** What was told of topics that tell only what has changed. */
    private final Map<String, Told> told = new TreeMap<>();

    /** What the peer has told of such topics. */
    private final Map<String, Told> heard = new TreeMap<>();

    /** Topics to ask about when their stream is over: there may be more than it began with. */
    final Set<String> afterStream = new LinkedHashSet<>();

    /** Topics to ask this peer about as soon as it owes no answer: after linking, and when they are opened. */
    final Set<String> due = new LinkedHashSet<>();

    /** Intervals whose topics to ask about once when the connection is up: rounds that had to wait for it. */
    final Set<Long> rounds = new LinkedHashSet<>();

    /** The interval of whose topics the peer was sent a summary, until it answers; 0 if it owes nothing. */
    long summarizedMillis;

    /** Rounds without a summary after one that differed: twice as many each time. */
    private int summaryPause;

    private int roundsWithoutSummary;

    /** Whether the peer was asked about each topic of a round by itself, until it answers. */
    boolean oneByOne;

    /** Whether to ask something once the connection is up, so that the peer answers. */
    boolean contact;

    /** Topics of which the peer had nothing, and that it was left to fetch. */
    final Set<String> leftToFetch = new LinkedHashSet<>();

    /** Topics whose stream broke off: due when the retry timer fires. */
    final Set<String> later = new LinkedHashSet<>();

    /** Topics that were due and are being asked about. */
    final Set<String> introduced = new LinkedHashSet<>();

    final Gaps gaps;

    /** How far apart the sums of the states were when digests were equal, by topic. */
    final Map<String, Long> diverged = new TreeMap<>();

    private final Map<String, Backlog> backlogs = new TreeMap<>();

    /** How often the peer has shown the same watermark. */
    private final Map<Gaps.Gap, Unmoved> unmoved = new HashMap<>();

    /** A peer that names more origins than this is told everything again. */
    private static final int MAX_UNMOVED = 10_000;

    private static final int MAX_SUMMARY_PAUSE = 15;

    private record Unmoved(long watermark, int times) {}

    /** Whose turn it is: however much there is to push, announcements are not put off for ever. */
    private boolean pushedLast;

    /** Origins to announce, by topic. */
    private final NavigableMap<String, Set<NodeId>> announcements = new TreeMap<>();

    /** Probes and answers to probes. */
    private final Set<Message.Notice> urgent = new LinkedHashSet<>();

    private static final int MAX_URGENT = 64;

    /** Topics that the peer is to push to us no more. */
    private final Set<String> prunes = new LinkedHashSet<>();

    /** Topics whose backlog may be sent, whose turn it is first. Others wait for the end of their window. */
    private final Set<String> released = new LinkedHashSet<>();

    Link(NodeId peer, long number, Gaps gaps) {
        this.gaps = gaps;
        this.peer = peer;
        this.number = number;
    }

    /** What the peer is being asked, until it answers. */
    void asks(List<Inquiry> inquiries, List<Topic> summed, long nowMillis) {
        asked = true;
        askedMillis = nowMillis;
        questions = List.copyOf(inquiries);
        summedUp = summed;
    }

    /** What it was asked, and has answered. */
    List<Inquiry> takeQuestions() {
        List<Inquiry> answered = questions;
        questions = List.of();
        summedUp = List.of();
        return answered;
    }

    /** Whether to tell the peer, which holds {@code theirs} of an origin, the rest: at the 1st, 2nd, 4th, 8th... time. */
    boolean isWorthTelling(String topic, NodeId origin, long theirs) {
        if (unmoved.size() > MAX_UNMOVED) {
            unmoved.clear();
        }
        Unmoved last = unmoved.get(new Gaps.Gap(topic, origin));
        int times = last != null && last.watermark() == theirs ? last.times() + 1 : 1;
        unmoved.put(new Gaps.Gap(topic, origin), new Unmoved(theirs, times));
        return Integer.bitCount(times) == 1;
    }

    /** Whether the next round sums up its topics; where they differ all the time that would only cost. */
    boolean sumsUp() {
        return roundsWithoutSummary++ >= summaryPause;
    }

    /** Topics were asked about one by one, and all were equal. */
    void equalOneByOne() {
        summaryPause = 0;
    }

    /** What came of a summary. */
    void summarized(boolean differed) {
        summarizedMillis = 0;
        roundsWithoutSummary = 0;
        summaryPause = differed ? Math.min(MAX_SUMMARY_PAUSE, 2 * summaryPause + 1) : 0;
    }

    boolean isQuiet() {
        return ready
                && !asked
                && rounds.isEmpty()
                && !contact
                && urgent.isEmpty()
                && due.isEmpty()
                && gaps.areAsked()
                && streaming.isEmpty()
                && backlogs.isEmpty()
                && announcements.isEmpty()
                && prunes.isEmpty();
    }

    Backlog backlog(String topic) {
        return backlogs.computeIfAbsent(topic, unknown -> new Backlog());
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

    /** What is left of this topic may be sent. */
    void release(String topic) {
        released.add(topic);
    }

    /** What this node has told of a topic on this connection. */
    Told told(String topic) {
        return told.computeIfAbsent(topic, unknown -> new Told());
    }

    /** What the peer has told of a topic on this connection. */
    Told heard(String topic) {
        return heard.computeIfAbsent(topic, unknown -> new Told());
    }

    /** The peer is to be told that we hold more of this origin. */
    void announce(String topic, NodeId origin) {
        announcements.computeIfAbsent(topic, unknown -> new TreeSet<>()).add(origin);
    }

    /** The peer is to be told not to push this topic to us. */
    void prune(String topic) {
        prunes.add(topic);
    }

    /** The peer is to be told this before anything else; what waits beyond the limit is left out. */
    void say(Message.Notice notice) {
        if (urgent.size() < MAX_URGENT) {
            urgent.add(notice);
        }
    }

    /** What the link carries next, if anything, computed now: what is urgent, what prunes, else entries and announcements in turn. */
    Message.@Nullable Notice take(Map<String, Topic> topics, int budgetBytes, Counters counters) {
        if (!urgent.isEmpty()) {
            Message.Notice next = urgent.iterator().next();
            urgent.remove(next);
            return next;
        }
        if (!prunes.isEmpty()) {
            String topic = prunes.iterator().next();
            prunes.remove(topic);
            return new Message.Prune(topic);
        }
        Message.Notice first = pushedLast ? takeAnnouncement(topics) : null;
        Message.Notice next = first == null ? takePush(topics, budgetBytes, counters) : first;
        pushedLast = next instanceof Message.Push;
        return next == null ? takeAnnouncement(topics) : next;
    }

    /** Of the topic whose turn it is; it goes to the end of the queue if more is left. */
    private Message.@Nullable Push takePush(Map<String, Topic> topics, int budgetBytes, Counters counters) {
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
                return new Message.Push(name, delta, topic.strategy().hops(delta.origins()));
            }
        }
        return null;
    }

    private Message.@Nullable Announce takeAnnouncement(Map<String, Topic> topics) {
        Map.Entry<String, Set<NodeId>> next = announcements.pollFirstEntry();
        Topic topic = next == null ? null : topics.get(next.getKey());
        if (next == null || topic == null) {
            return null;
        }
        NavigableMap<NodeId, Long> held = new TreeMap<>();
        next.getValue().forEach(origin -> held.put(origin, topic.replica.watermark(origin)));
        int hops = topic.strategy().hops(held.keySet());
        return new Message.Announce(topic.name(), new Digest(held), hops);
    }
}
