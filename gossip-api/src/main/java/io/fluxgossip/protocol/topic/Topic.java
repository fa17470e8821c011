package io.fluxgossip.protocol.topic;

import io.fluxgossip.model.Dissemination;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Exchanges;
import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.model.Hashing;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.protocol.membership.Peers;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.turn.RttEstimator;
import io.fluxgossip.protocol.turn.Timer;
import io.fluxgossip.protocol.turn.Turn;
import io.fluxgossip.protocol.turn.Update;
import java.util.List;

/** An open topic on one node. */
public final class Topic {

    /** The built-in topic that carries the modes of all topics; never reported as changed. */
    public static final String MODES = "$modes";

    /** Between two looks whether there is room for what was refused. */
    private static final long ROOM_REVIEW_MILLIS = 30_000;

    private final Turn turn;
    private final TopicConfig config;
    private final Replica replica;
    private final long nameHash;

    private final AdaptiveWindow adaptiveWindow = new AdaptiveWindow();
    private final PushCounts pushes = new PushCounts();
    private final MissingUpdates missingUpdates;
    private final AgreementState holding;
    private final Tombstones tombstones;
    private final Expiries expiries;

    private Mode mode;

    private boolean roomReviewArmed;

    /** Members to which no path of pushes leads, as last reported. */
    private int unreached;

    public Topic(Turn turn, Peers peers, RttEstimator answers, TopicConfig config, Replica replica) {
        this.turn = turn;
        this.config = config;
        this.replica = replica;
        this.nameHash = Hashing.hash(config.name());
        this.missingUpdates = new MissingUpdates(turn, answers, config.name(), replica);
        this.holding = new AgreementState(turn, peers, replica, this::intervalMillis);
        this.tombstones = new Tombstones(turn, config, replica);
        this.expiries = new Expiries(turn, config.name(), replica);
        this.mode = config.mode();
    }

    public String name() {
        return config.name();
    }

    public TopicConfig config() {
        return config;
    }

    public Replica replica() {
        return replica;
    }

    public boolean isBuiltIn() {
        return name().equals(MODES);
    }

    // Parts

    /** How long an adaptive topic gathers. */
    public AdaptiveWindow adaptiveWindow() {
        return adaptiveWindow;
    }

    /** Pushes of peers, and how many of them bring nothing new. */
    public PushCounts pushes() {
        return pushes;
    }

    /** Updates that others hold and that have not come yet. */
    public MissingUpdates missingUpdates() {
        return missingUpdates;
    }

    /** The members that hold what this node holds. */
    public AgreementState agreement() {
        return holding;
    }

    public Tombstones tombstones() {
        return tombstones;
    }

    // Mode

    public Mode mode() {
        return mode;
    }

    public void switchTo(Mode next) {
        mode = next;
        adaptiveWindow.reset();
    }

    /** To whom updates are pushed in the present mode. */
    public Dissemination dissemination() {
        return disseminationIn(mode);
    }

    public Dissemination disseminationIn(Mode some) {
        return some.dissemination().orElse(config.dissemination());
    }

    /** How long what this node writes, or passes on, is gathered before it is pushed. */
    public long windowMillis(boolean own) {
        return mode instanceof Mode.Adaptive
                ? (own ? adaptiveWindow.windowMillis() : 0)
                : mode.window().toMillis();
    }

    public long intervalMillis() {
        return mode.interval().toMillis();
    }

    /** Whether rounds of this interval are about it; the built-in one goes with every interval. */
    public boolean hasRoundsOf(long intervalMillis) {
        return isBuiltIn() || intervalMillis() == intervalMillis;
    }

    public boolean mayPull() {
        return config.exchanges() != Exchanges.PUSH;
    }

    public boolean mayPush() {
        return config.exchanges() != Exchanges.PULL;
    }

    /** So many members are not reached by pushes; returns whether that is news. */
    public boolean noteUnreached(int members) {
        boolean news = members != unreached;
        unreached = members;
        return news;
    }

    // Changes

    /** Takes note of what has changed and will have to be looked at again. */
    public void changed(List<Update> updates) {
        for (Update update : updates) {
            Entry entry = update.entry();
            if (entry != null && entry.isTombstone() && replica.holds(entry)) {
                tombstones.buried(entry);
            } else if (entry != null && entry.expires()) {
                expiries.add(entry);
            }
        }
        tombstones.review();
        if (replica.lacksRoom() && !roomReviewArmed) {
            roomReviewArmed = true;
            turn.arm(new Timer.RoomReview(name()), ROOM_REVIEW_MILLIS);
        }
    }

    /** Looks whether there is room for what was refused, which is to be told once more then. */
    public void reviewRoom() {
        roomReviewArmed = false;
        replica.askForRefused();
        changed(List.of());
    }

    /** Ends the values whose time is over; returns what has changed. */
    public List<Update> expire(long atMillis) {
        List<Update> over = expiries.fired(atMillis);
        changed(over);
        return over;
    }

    // Digests

    /** The question whether a peer holds the same. */
    public DigestRequest compare() {
        return new DigestRequest.Compare(name(), replica.fingerprint(), false, holding.toSend());
    }

    /** The same, to be answered with a digest if not. */
    public DigestRequest compareOutright() {
        return new DigestRequest.Compare(name(), replica.fingerprint(), true, holding.toSend());
    }

    /**
     * The lower half of the sum of the state, for others to compare with what the digest says; 0 if it cannot be
     * compared, since something was refused here.
     */
    public int comparableState() {
        return replica.lacksRefused() ? 0 : comparable(replica.fingerprint().state());
    }

    /** The lower half of a sum, and never 0. */
    public static int comparable(long state) {
        return (int) state | 1;
    }

    /** The fingerprint, with 0 for a state that cannot be compared. */
    public Fingerprint comparableFingerprint() {
        Fingerprint held = replica.fingerprint();
        return replica.lacksRefused() ? new Fingerprint(held.digest(), 0) : held;
    }

    /** The share of this topic in a summary; nothing of one to which nobody has written. */
    public long summarized() {
        Fingerprint held = replica.fingerprint();
        return held.equals(Fingerprint.EMPTY) ? 0 : Hashing.mix(nameHash ^ Hashing.hash(held.digest(), held.state()));
    }
}
