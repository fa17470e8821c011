package io.fluxgossip.protocol.link;

import io.fluxgossip.protocol.membership.Peers;
import io.fluxgossip.protocol.turn.Timer;
import io.fluxgossip.protocol.turn.Turn;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the next peer to be asked for all that it has, after a connection came up. Every peer that is needed is
 * asked; if none is, one of all is. One after the other, since many nodes may have been started together.
 */
public final class InitialSync {

    /** All that are needed are asked within this time. */
    private static final long SPAN_MILLIS = 1_000;

    /** Or within so much of it for each member, if these are few. */
    private static final long SPAN_PER_MEMBER_MILLIS = 10;

    /** How long a peer that opened the connection may take to ask, before this node asks. */
    private static final long PEER_FIRST_MILLIS = 2 * SPAN_MILLIS;

    private final Turn turn;
    private final Peers peers;

    private final Set<PeerLink> next = new LinkedHashSet<>();

    /** They opened the connection: if they ask first and hold the same, that is enough. */
    private final Set<PeerLink> peersFirst = new LinkedHashSet<>();

    private boolean syncArmed;
    private boolean peersFirstArmed;

    /** Whether this node has asked anybody yet. */
    private boolean begun;

    InitialSync(Turn turn, Peers peers) {
        this.turn = turn;
        this.peers = peers;
    }

    /**
     * The peer is needed and connected. Of two that need each other one has to ask: the one that opened the connection.
     */
    void plan(PeerLink link) {
        if (!isToBeAsked(link)) {
            return;
        }
        if (link.isOurs() || turn.nowMillis() - link.openedMillis() >= PEER_FIRST_MILLIS) {
            next.add(link);
            return;
        }
        peersFirst.add(link);
        if (!peersFirstArmed) {
            peersFirstArmed = true;
            turn.arm(new Timer.PeersFirst(), PEER_FIRST_MILLIS);
        }
    }

    private static boolean isToBeAsked(PeerLink link) {
        return link.isUp() && !link.sync().hasBegun();
    }

    /** The peers have had time to ask. */
    void endPeersFirst() {
        peersFirstArmed = false;
        next.addAll(peersFirst);
        peersFirst.clear();
    }

    /** The peer has asked about all topics, and holds what this node holds: it need not be asked any more. */
    void noteEqual(PeerLink link) {
        if (next.remove(link) || peersFirst.remove(link)) {
            link.sync().begin();
        }
    }

    /** The connection is gone. */
    void forget(PeerLink link) {
        next.remove(link);
        peersFirst.remove(link);
    }

    /** A peer could not be reached and nobody needs it: if it was the one that was to be asked, another is. */
    void noteUnreached(PeerLink link) {
        begun &= !link.sync().hasBegun();
    }

    /** At the end of an input. */
    void arm(boolean nobodyIsNeeded) {
        if (!syncArmed && (isAnybodyToBeAsked(nobodyIsNeeded) || !next.isEmpty())) {
            syncArmed = true;
            long span = Math.min(SPAN_MILLIS, SPAN_PER_MEMBER_MILLIS * peers.size());
            long pace = span / Math.max(1, next.size());
            turn.arm(new Timer.InitialSync(), turn.chance().nextLong(2 * pace + 1));
        }
    }

    /** Whether one of all peers is to be asked. */
    boolean isAnybodyToBeAsked(boolean nobodyIsNeeded) {
        return !begun && nobodyIsNeeded && !peers.isEmpty();
    }

    /** The timer has fired: the peer whose turn it is; null if none is left. */
    @Nullable
    PeerLink poll(Predicate<PeerLink> isNeeded) {
        syncArmed = false;
        next.removeIf(link -> !isToBeAsked(link) || !isNeeded.test(link));
        if (next.isEmpty()) {
            return null;
        }
        PeerLink first = next.iterator().next();
        next.remove(first);
        return first;
    }

    /** The peer is asked now. */
    void begin(PeerLink link) {
        link.sync().begin();
        begun = true;
    }
}
