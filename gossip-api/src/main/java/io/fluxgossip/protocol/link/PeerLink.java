package io.fluxgossip.protocol.link;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.turn.Timer;

/** The memory of one peer while it is connected, or about to be: cursors, not messages. */
public final class PeerLink {

    private final NodeId peer;
    private final long number;

    private final PushQueue pushes = new PushQueue();
    private final ExchangeState exchange = new ExchangeState();
    private final InitialSyncState sync = new InitialSyncState();
    private final Transfers transfers = new Transfers();
    private final DigestMemory digests = new DigestMemory();
    private final StateChecks states = new StateChecks();
    private final Gaps gaps;

    private Phase phase = Phase.NEW;
    private boolean ours;
    private long usedMillis;
    private long openedMillis;
    private boolean retryArmed;

    /** The state of a connection between being wanted and being up. */
    enum Phase {
        /** Nothing was decided yet. */
        NEW,
        /** The peer is to open it, unless there is something to send before. */
        EXPECTED,
        /** To be opened when there is room for it. */
        WAITING,
        /** Being opened. */
        DIALLING,
        UP,
        /** It was not reached a moment ago. */
        RESTING
    }

    /** @param number of this connection among all that this node had */
    PeerLink(NodeId peer, long number, Gaps gaps) {
        this.peer = peer;
        this.number = number;
        this.gaps = gaps;
    }

    public NodeId peer() {
        return peer;
    }

    /** A timer that was armed for an older connection to the same peer does not count. */
    public long number() {
        return number;
    }

    public PushQueue pushes() {
        return pushes;
    }

    public ExchangeState exchange() {
        return exchange;
    }

    public InitialSyncState sync() {
        return sync;
    }

    public Transfers transfers() {
        return transfers;
    }

    public DigestMemory digests() {
        return digests;
    }

    public StateChecks states() {
        return states;
    }

    public Gaps gaps() {
        return gaps;
    }

    Phase phase() {
        return phase;
    }

    void enter(Phase next) {
        phase = next;
    }

    /** Whether the connection is up; until then everything is kept for it. */
    public boolean isUp() {
        return phase == Phase.UP;
    }

    /** Whether this node opened the connection, or is about to. */
    boolean isOurs() {
        return ours;
    }

    void setOurs(boolean byUs) {
        ours = byUs;
    }

    /** When the connection came up. */
    public long openedMillis() {
        return openedMillis;
    }

    void noteOpened(long nowMillis) {
        openedMillis = nowMillis;
        usedMillis = nowMillis;
    }

    /** When something was last sent or received. */
    long usedMillis() {
        return usedMillis;
    }

    void noteUsed(long nowMillis) {
        usedMillis = nowMillis;
    }

    /** Whether more of what was asked for is of use. */
    public boolean isWanted(Message.Request request) {
        return request instanceof Message.StateSketchRequest sketch
                ? states.isWanted(sketch)
                : transfers.isWanted(request);
    }

    /** Returns whether a {@link Timer.Retry} is to be armed: none is under way. */
    public boolean armRetry() {
        boolean arms = !retryArmed;
        retryArmed = true;
        return arms;
    }

    public void noteRetryFired() {
        retryArmed = false;
    }

    /** Whether the peer owes nothing, and is owed nothing. */
    boolean isQuiet() {
        return pushes.isReady()
                && pushes.isEmpty()
                && exchange.isQuiet()
                && sync.due().isEmpty()
                && gaps.areAsked()
                && transfers.isNoStateComing();
    }
}
