package io.fluxgossip.protocol;

import io.fluxgossip.model.NodeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a node. Those to the peers that strategies need are opened and kept; all others are opened when there
 * is something to send, and closed when they have been idle or others wait for their place.
 *
 * <p>This node opens no more than a limited number of each sort. What peers open is theirs to close.
 */
final class Links {

    /** How long a peer that was lost or not reached is left alone, on average. */
    static final long RECONNECT_MILLIS = 1_000;

    /** How long a peer that is to open a connection is waited for, on average. */
    private static final long EXPECT_MILLIS = 200;

    /** Within this time a node asks all whom it needs what they have. */
    private static final long MEETINGS_MILLIS = 1_000;

    /** Or within so much of it for each member, if these are few. */
    private static final long MEETING_MILLIS = 10;

    /** How long a peer that opened the connection may take to ask what there is, before this node asks. */
    private static final long GUEST_MILLIS = 2 * MEETINGS_MILLIS;

    /** What was sent so shortly before the end of a connection may not have arrived. */
    private static final long LATE_MILLIS = 5_000;

    private final NodeState node;

    private final Map<NodeId, Link> links = new LinkedHashMap<>();

    /** Peers to which a connection is kept. */
    private Set<NodeId> kept = Set.of();

    /** Opened by this node and not kept; the one used last at the end. */
    private final Set<Link> passing = new LinkedHashSet<>();

    /** To be opened when there is room among {@link #passing}. */
    private final Set<Link> waiting = new LinkedHashSet<>();

    /** Needed, but the peer comes first: it opens the connection, unless this node has something to send before. */
    private final Set<Link> expected = new LinkedHashSet<>();

    /** Not reached a moment ago. */
    private final Set<Link> resting = new LinkedHashSet<>();

    /** To be asked what they have. */
    private final Set<Link> toMeet = new LinkedHashSet<>();

    /** To be asked as well, but they opened the connection: if they ask first and hold the same, that is enough. */
    private final Set<Link> guests = new LinkedHashSet<>();

    private List<Link> gone = new ArrayList<>();

    private boolean needsChanged;
    private boolean meetingArmed;
    private boolean guestsArmed;
    private boolean reconnectArmed;
    private boolean idleArmed;
    private boolean openArmed;
    private boolean acquainted;
    private long lastNumber;

    Links(NodeState node) {
        this.node = node;
    }

    /** The connection to this peer, if it is up. */
    @Nullable
    Link up(NodeId peer) {
        Link link = links.get(peer);
        return link != null && link.up ? link : null;
    }

    /** All that are up, in ascending order of peers. */
    List<Link> up() {
        return links.values().stream()
                .filter(link -> link.up)
                .sorted(Comparator.comparing(link -> link.peer))
                .toList();
    }

    /** Whether nobody owes an answer, has a push under way or is still to be sent something. */
    boolean areQuiet() {
        return links.values().stream().allMatch(Link::isQuiet);
    }

    /** The link to this peer: one that is not up will be opened, and carries then what it is given now. */
    Link to(NodeId peer) {
        Link known = links.get(peer);
        if (known != null) {
            if (expected.remove(known)) {
                openSoon(known);
            }
            return known;
        }
        Link link = create(peer);
        openSoon(link);
        return link;
    }

    /**
     * The link to this peer, opened as soon as there is something to send. Two that learn of each other at the same time open
     * one connection: the first in order does; the other waits for a moment.
     */
    Link expect(NodeId peer) {
        Link known = links.get(peer);
        if (known != null) {
            return known;
        }
        if (node.self().compareTo(peer) < 0) {
            return to(peer);
        }
        Link link = create(peer);
        expected.add(link);
        if (!openArmed) {
            openArmed = true;
            long delay = EXPECT_MILLIS / 2 + node.random.nextLong(EXPECT_MILLIS);
            node.add(new Effect.Arm(new Timer.Open(), delay));
        }
        return link;
    }

    /** The peers have not opened them, so this node does. */
    void openExpected() {
        openArmed = false;
        expected.forEach(this::openSoon);
        expected.clear();
    }

    private void openSoon(Link link) {
        if (kept.contains(link.peer)) {
            open(link);
        } else {
            waiting.add(link);
        }
    }

    private Link create(NodeId peer) {
        Link link = new Link(peer, ++lastNumber, new Gaps(node));
        links.put(peer, link);
        return link;
    }

    private void open(Link link) {
        link.ours = true;
        node.add(new Effect.Connect(link.peer, node.membership.addressOf(link.peer)));
    }

    /** A connection is up. Who opened it may close it: two that close at the same time could lose what is under way. */
    Link opened(NodeId peer, boolean byUs) {
        Link known = links.get(peer);
        Link link = known == null ? create(peer) : known;
        waiting.remove(link);
        resting.remove(link);
        expected.remove(link);
        if (!byUs) {
            passing.remove(link);
        }
        link.ours = byUs;
        if (byUs && !kept.contains(peer)) {
            passing.add(link);
        }
        if (!link.up) {
            node.counters.add(Counter.CONNECTIONS_OPENED, 1);
        }
        link.up = true;
        link.usedMillis = node.nowMillis;
        link.openedMillis = node.nowMillis;
        planMeeting(link);
        return link;
    }

    /** A connection is gone, and what was to be sent over it. */
    void closed(NodeId peer) {
        Link link = up(peer);
        if (link == null) {
            return;
        }
        forget(link);
        node.counters.add(Counter.CONNECTIONS_LOST, 1);
        if (kept.contains(peer)) {
            armReconnect();
        } else if (mayHaveLost(link) && node.isPeer(peer)) {
            to(peer).due.addAll(node.topics.keySet());
        }
    }

    /** Whether something was still to be sent, or was pushed so late that the peer may have closed the connection before. */
    private boolean mayHaveLost(Link link) {
        return !link.isQuiet() || node.nowMillis - link.pushedMillis < LATE_MILLIS;
    }

    /** A peer could not be reached: it is left alone for a while. */
    void unreachable(NodeId peer) {
        Link link = links.get(peer);
        if (link != null && !link.up && !waiting.contains(link)) {
            passing.remove(link);
            expected.remove(link);
            resting.add(link);
            armReconnect();
        }
    }

    private void armReconnect() {
        if (!reconnectArmed) {
            reconnectArmed = true;
            long delay = RECONNECT_MILLIS / 2 + node.random.nextLong(RECONNECT_MILLIS);
            node.add(new Effect.Arm(new Timer.Reconnect(), delay));
        }
    }

    /** Those that are needed are tried again; what was to be sent to others is left to repair. */
    void reconnect() {
        reconnectArmed = false;
        needsChanged = true;
        for (Link link : List.copyOf(resting)) {
            resting.remove(link);
            if (kept.contains(link.peer)) {
                open(link);
            } else {
                forget(link);
                acquainted &= !link.met;
            }
        }
    }

    private void forget(Link link) {
        links.remove(link.peer);
        passing.remove(link);
        waiting.remove(link);
        resting.remove(link);
        expected.remove(link);
        toMeet.remove(link);
        guests.remove(link);
        gone.add(link);
    }

    /** Something was sent over this connection, or came in. */
    void used(Link link) {
        link.usedMillis = node.nowMillis;
        if (passing.remove(link)) {
            passing.add(link);
        }
    }

    /** Members, topics or modes have changed, and with them perhaps the peers that are needed. */
    void needsChanged() {
        needsChanged = true;
    }

    /** At the end of an input: opens what is needed. */
    void settle() {
        if (needsChanged) {
            needsChanged = false;
            forgetStrangers();
            keep(needed());
            kept.stream().map(this::up).filter(Objects::nonNull).forEach(this::planMeeting);
        }
        armMeeting();
        openWaiting();
        if (!passing.isEmpty() && !idleArmed) {
            idleArmed = true;
            node.add(new Effect.Arm(new Timer.Idle(), node.config.idleAfter().toMillis()));
        }
    }

    /** Those that are gone since the last time. */
    List<Link> takeGone() {
        if (gone.isEmpty()) {
            return List.of();
        }
        List<Link> taken = gone;
        gone = new ArrayList<>();
        return taken;
    }

    /** Nobody dials who has left the cluster. */
    private void forgetStrangers() {
        for (Link link : List.copyOf(links.values())) {
            if (!link.up && !node.isPeer(link.peer) && !node.membership.knows(link.peer)) {
                forget(link);
            }
        }
    }

    /** What strategies need, up to the limit: first for those that need few peers, and of these first the next by name. */
    private Set<NodeId> needed() {
        Set<NodeId> needed = new LinkedHashSet<>();
        node.topics.values().stream()
                .filter(topic -> topic.mode.pushes() && !topic.isBuiltIn())
                .map(topic -> topic.strategy().needs())
                .sorted(Comparator.comparingInt(List::size))
                .forEach(peers -> addNearest(needed, new TreeSet<>(peers)));
        return needed;
    }

    private void addNearest(Set<NodeId> needed, NavigableSet<NodeId> peers) {
        Stream.concat(peers.tailSet(node.self()).stream(), peers.headSet(node.self()).stream())
                .takeWhile(peer -> needed.size() < node.config.maxLinks())
                .forEach(needed::add);
    }

    private void keep(Set<NodeId> needed) {
        kept = needed;
        passing.removeIf(link -> kept.contains(link.peer));
        for (Link link : List.copyOf(links.values())) {
            if (!kept.contains(link.peer)) {
                if (link.ours && !waiting.contains(link) && !resting.contains(link)) {
                    passing.add(link);
                }
            } else if (waiting.remove(link)) {
                open(link);
            }
        }
        kept.forEach(this::expect);
    }

    /** Whether nobody is needed, and this node has not asked anybody yet what there is. */
    private boolean isToMeetAnybody() {
        return !acquainted && kept.isEmpty() && !node.peers.isEmpty();
    }

    private boolean isToBeMet(Link link) {
        return link.up && !link.met && kept.contains(link.peer);
    }

    /** Of two that need each other one has to ask: who opened the connection. */
    private void planMeeting(Link link) {
        if (!isToBeMet(link)) {
            return;
        }
        if (link.ours || node.nowMillis - link.openedMillis >= GUEST_MILLIS) {
            toMeet.add(link);
            return;
        }
        guests.add(link);
        if (!guestsArmed) {
            guestsArmed = true;
            node.add(new Effect.Arm(new Timer.Guests(), GUEST_MILLIS));
        }
    }

    /** The peers have had time to ask. */
    void meetGuests() {
        guestsArmed = false;
        toMeet.addAll(guests);
        guests.clear();
    }

    /** The peer has asked about all topics, and holds what this node holds: if it was to be asked, that is not needed any more. */
    void equal(Link link) {
        if (toMeet.remove(link) || guests.remove(link)) {
            link.met = true;
        }
    }

    /**
     * Everyone who is needed is asked what it has soon after it is reached; if nobody is needed, somebody is. One after the other: many
     * nodes may have been started together.
     */
    private void armMeeting() {
        if (!meetingArmed && (isToMeetAnybody() || !toMeet.isEmpty())) {
            meetingArmed = true;
            long span = Math.min(MEETINGS_MILLIS, MEETING_MILLIS * node.peers.size());
            long pace = span / Math.max(1, toMeet.size());
            node.add(new Effect.Arm(new Timer.Meet(), node.random.nextLong(2 * pace + 1)));
        }
    }

    /** It is time to get to know the next one. */
    void meet(Consumer<Link> introduce) {
        meetingArmed = false;
        toMeet.removeIf(link -> !isToBeMet(link));
        if (!toMeet.isEmpty()) {
            Link next = toMeet.iterator().next();
            toMeet.remove(next);
            meet(next, introduce);
        } else if (isToMeetAnybody()) {
            meet(to(node.peers.get(node.random.nextInt(node.peers.size()))), introduce);
        }
    }

    private void meet(Link link, Consumer<Link> introduce) {
        link.met = true;
        acquainted = true;
        introduce.accept(link);
    }

    private void openWaiting() {
        while (!waiting.isEmpty() && (passing.size() < node.config.maxLinks() || closeOne())) {
            Link next = waiting.iterator().next();
            waiting.remove(next);
            passing.add(next);
            open(next);
        }
    }

    /** Closes the one that has not been used for the longest time, of those that owe nothing. */
    private boolean closeOne() {
        for (Link link : passing) {
            if (link.up && link.isQuiet() && link.feedbackMillis <= node.nowMillis) {
                close(link);
                return true;
            }
        }
        return false;
    }

    private void close(Link link) {
        forget(link);
        node.add(new Effect.Disconnect(link.peer));
    }

    /** Closes what has not been used for a while. */
    void closeIdle() {
        idleArmed = false;
        long idleSince = node.nowMillis - node.config.idleAfter().toMillis();
        for (Link link : List.copyOf(passing)) {
            if (link.up && link.isQuiet() && link.usedMillis <= idleSince) {
                close(link);
            }
        }
    }
}
