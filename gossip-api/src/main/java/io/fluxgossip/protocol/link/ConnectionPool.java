package io.fluxgossip.protocol.link;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.link.PeerLink.Phase;
import io.fluxgossip.protocol.membership.Membership;
import io.fluxgossip.protocol.membership.Peers;
import io.fluxgossip.protocol.turn.Counter;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.Timer;
import io.fluxgossip.protocol.turn.Turn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a node. Those to the peers that strategies need are opened and kept; all others are opened when
 * there is something to send, and closed when they have been idle or others wait for their place.
 *
 * <p>This node opens no more than a limited number of each sort. What peers open is theirs to close.
 */
public final class ConnectionPool {

    /** How long a peer that was lost or not reached is left alone, on average. */
    private static final long RECONNECT_MILLIS = 1_000;

    /** How long a peer that is to open a connection is waited for, on average. */
    private static final long EXPECT_MILLIS = 200;

    /** A push that was sent so shortly before the end of a connection may not have arrived. */
    private static final long LATE_MILLIS = 5_000;

    private final Turn turn;
    private final Peers peers;
    private final Membership membership;
    private final ToLongBiFunction<String, NodeId> held;
    private final NeededPeers needed;
    private final InitialSync initialSync;

    private final Map<NodeId, PeerLink> links = new LinkedHashMap<>();

    private final LinkPhases phases = new LinkPhases();

    /** Not reached a moment ago. One of them may be expected again meanwhile, and is dialled for both. */
    private final Set<PeerLink> unreached = new LinkedHashSet<>();

    /** Peers to which a connection is kept. */
    private Set<NodeId> kept = Set.of();

    /** Opened by this node and not kept; the one used last at the end. */
    private final Set<PeerLink> passing = new LinkedHashSet<>();

    private List<PeerLink> gone = new ArrayList<>();

    private boolean needsChanged;
    private boolean reconnectArmed;
    private boolean idleArmed;
    private boolean openArmed;
    private long lastNumber;

    /**
     * A pool without connections.
     *
     * @param held how far a history is held here, by topic and origin
     * @param needs the peers that each topic's strategy needs
     */
    public ConnectionPool(
            Turn turn,
            Peers peers,
            Membership membership,
            ToLongBiFunction<String, NodeId> held,
            Supplier<List<List<NodeId>>> needs) {
        this.turn = turn;
        this.peers = peers;
        this.membership = membership;
        this.held = held;
        this.needed = new NeededPeers(turn, needs);
        this.initialSync = new InitialSync(turn, peers);
    }

    /** The connection to this peer, if it is up. */
    public @Nullable PeerLink up(NodeId peer) {
        PeerLink link = links.get(peer);
        return link != null && link.isUp() ? link : null;
    }

    /** All that are up, in ascending order of peers. */
    public List<PeerLink> up() {
        return links.values().stream()
                .filter(PeerLink::isUp)
                .sorted(Comparator.comparing(PeerLink::peer))
                .toList();
    }

    /** The link to this peer, up or not; null if there is none. */
    public @Nullable PeerLink find(NodeId peer) {
        return links.get(peer);
    }

    /** Whether nobody owes an answer, has a push under way or is still to be sent something. */
    public boolean isQuiet() {
        return links.values().stream().allMatch(PeerLink::isQuiet);
    }

    /** The link to this peer: one that is not up will be opened, and carries then what it is given now. */
    public PeerLink to(NodeId peer) {
        PeerLink known = links.get(peer);
        if (known != null) {
            if (known.phase() == Phase.EXPECTED) {
                openSoon(known);
            }
            return known;
        }
        PeerLink link = create(peer);
        openSoon(link);
        return link;
    }

    /**
     * The link to this peer, opened as soon as there is something to send. Two that learn of each other at the same
     * time open one connection: the first in order does; the other waits for a moment.
     */
    public PeerLink expect(NodeId peer) {
        PeerLink known = links.get(peer);
        if (known != null) {
            return known;
        }
        if (turn.self().compareTo(peer) < 0) {
            return to(peer);
        }
        PeerLink link = create(peer);
        phases.enter(link, Phase.EXPECTED);
        if (!openArmed) {
            openArmed = true;
            turn.arm(new Timer.OpenExpected(), EXPECT_MILLIS / 2 + turn.chance().nextLong(EXPECT_MILLIS));
        }
        return link;
    }

    /** The peers have not opened them, so this node does. */
    public void openExpected() {
        openArmed = false;
        List.copyOf(phases.in(Phase.EXPECTED)).forEach(this::openSoon);
    }

    private void openSoon(PeerLink link) {
        if (isKept(link)) {
            open(link);
        } else {
            phases.enter(link, Phase.WAITING);
        }
    }

    private PeerLink create(NodeId peer) {
        PeerLink link = new PeerLink(peer, ++lastNumber, new Gaps(held));
        links.put(peer, link);
        return link;
    }

    private void open(PeerLink link) {
        phases.enter(link, Phase.DIALLING);
        link.setOurs(true);
        turn.add(new Effect.Connect(link.peer(), membership.addressOf(link.peer())));
    }

    /** A connection is up. Its opener may close it: two that close at the same time could lose what is under way. */
    public PeerLink opened(NodeId peer, boolean byUs) {
        PeerLink known = links.get(peer);
        PeerLink link = known == null ? create(peer) : known;
        unreached.remove(link);
        if (!byUs) {
            passing.remove(link);
        }
        link.setOurs(byUs);
        if (byUs && !kept.contains(peer)) {
            passing.add(link);
        }
        if (!link.isUp()) {
            turn.count(Counter.CONNECTIONS_OPENED, 1);
        }
        phases.enter(link, Phase.UP);
        link.noteOpened(turn.nowMillis());
        planSync(link);
        return link;
    }

    /**
     * A connection is gone, and what was to be sent over it.
     *
     * @return whether something may have been lost that the peer is to be told by another connection
     */
    public boolean closed(NodeId peer) {
        PeerLink link = up(peer);
        if (link == null) {
            return false;
        }
        forget(link);
        turn.count(Counter.CONNECTIONS_LOST, 1);
        if (kept.contains(peer)) {
            armReconnect();
            return false;
        }
        return mayHaveLost(link) && peers.contains(peer);
    }

    /**
     * Whether something was still to be sent, or was pushed so late that the peer may have closed the connection
     * before.
     */
    private boolean mayHaveLost(PeerLink link) {
        return !link.isQuiet() || turn.nowMillis() - link.pushes().pushedMillis() < LATE_MILLIS;
    }

    /** A peer could not be reached: it is left alone for a while. */
    public void unreachable(NodeId peer) {
        PeerLink link = links.get(peer);
        if (link != null && !link.isUp() && link.phase() != Phase.WAITING) {
            passing.remove(link);
            unreached.add(link);
            if (link.phase() != Phase.EXPECTED) {
                phases.enter(link, Phase.RESTING);
            }
            armReconnect();
        }
    }

    private void armReconnect() {
        if (!reconnectArmed) {
            reconnectArmed = true;
            turn.arm(new Timer.Reconnect(), RECONNECT_MILLIS / 2 + turn.chance().nextLong(RECONNECT_MILLIS));
        }
    }

    /** Those that are needed are tried again; what was to be sent to others is left to repair. */
    public void reconnect() {
        reconnectArmed = false;
        needsChanged = true;
        for (PeerLink link : List.copyOf(unreached)) {
            unreached.remove(link);
            if (isKept(link)) {
                open(link);
            } else {
                forget(link);
                initialSync.noteUnreached(link);
            }
        }
    }

    private void forget(PeerLink link) {
        links.remove(link.peer());
        passing.remove(link);
        unreached.remove(link);
        phases.forget(link);
        initialSync.forget(link);
        gone.add(link);
    }

    /** Something was sent over this connection, or came in. */
    public void used(PeerLink link) {
        link.noteUsed(turn.nowMillis());
        if (passing.remove(link)) {
            passing.add(link);
        }
    }

    /** Members, topics or modes have changed, and with them perhaps the peers that are needed. */
    public void needsChanged() {
        needsChanged = true;
    }

    /** At the end of an input: opens what is needed. */
    public void settle() {
        if (needsChanged) {
            needsChanged = false;
            forgetDeparted();
            keep(needed.choose());
            kept.stream().map(this::up).filter(Objects::nonNull).forEach(this::planSync);
        }
        initialSync.arm(kept.isEmpty());
        openWaiting();
        if (!passing.isEmpty() && !idleArmed) {
            idleArmed = true;
            turn.arm(new Timer.IdleReview(), turn.config().idleAfter().toMillis());
        }
    }

    /** Those that are gone since the last time. */
    public List<PeerLink> takeGone() {
        if (gone.isEmpty()) {
            return List.of();
        }
        List<PeerLink> taken = gone;
        gone = new ArrayList<>();
        return taken;
    }

    /** Nobody dials who has left the cluster. */
    private void forgetDeparted() {
        for (PeerLink link : List.copyOf(links.values())) {
            if (!link.isUp() && !peers.contains(link.peer()) && !membership.knows(link.peer())) {
                forget(link);
            }
        }
    }

    private void keep(Set<NodeId> chosen) {
        kept = chosen;
        passing.removeIf(this::isKept);
        for (PeerLink link : List.copyOf(links.values())) {
            boolean waits = link.phase() == Phase.WAITING;
            if (isKept(link) && waits) {
                open(link);
            } else if (!isKept(link) && link.isOurs() && !waits && !unreached.contains(link)) {
                passing.add(link);
            }
        }
        kept.forEach(this::expect);
    }

    private boolean isKept(PeerLink link) {
        return kept.contains(link.peer());
    }

    // Initial sync

    private void planSync(PeerLink link) {
        if (isKept(link)) {
            initialSync.plan(link);
        }
    }

    /** The peers that opened a connection have had time to ask first. */
    public void endPeersFirst() {
        initialSync.endPeersFirst();
    }

    /** The peer has asked about all topics, and holds what this node holds. */
    public void noteEqual(PeerLink link) {
        initialSync.noteEqual(link);
    }

    /** The peer to be asked now for all that it has; null if there is none. */
    public @Nullable PeerLink nextToSync() {
        PeerLink next = initialSync.poll(this::isKept);
        if (next == null && initialSync.isAnybodyToBeAsked(kept.isEmpty())) {
            next = to(peers.get(turn.chance().nextInt(peers.size())));
        }
        if (next != null) {
            initialSync.begin(next);
        }
        return next;
    }

    // Room

    private void openWaiting() {
        Set<PeerLink> waiting = phases.in(Phase.WAITING);
        while (!waiting.isEmpty() && (passing.size() < turn.config().maxLinks() || closeOne())) {
            PeerLink next = waiting.iterator().next();
            passing.add(next);
            open(next);
        }
    }

    /** Closes the one that has not been used for the longest time, of those that owe nothing. */
    private boolean closeOne() {
        for (PeerLink link : passing) {
            if (link.isUp() && link.isQuiet() && link.pushes().feedbackUntilMillis() <= turn.nowMillis()) {
                close(link);
                return true;
            }
        }
        return false;
    }

    private void close(PeerLink link) {
        forget(link);
        turn.add(new Effect.Disconnect(link.peer()));
    }

    /** Closes what has not been used for a while. */
    public void closeIdle() {
        idleArmed = false;
        long idleSince = turn.nowMillis() - turn.config().idleAfter().toMillis();
        for (PeerLink link : List.copyOf(passing)) {
            if (link.isUp() && link.isQuiet() && link.usedMillis() <= idleSince) {
                close(link);
            }
        }
    }
}
