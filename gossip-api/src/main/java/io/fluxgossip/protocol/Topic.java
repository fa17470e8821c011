package io.fluxgossip.protocol;

import io.fluxgossip.model.Dissemination;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Exchanges;
import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.model.Inquiry;
import io.fluxgossip.model.Mix;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Reconciliation;
import io.fluxgossip.model.TopicConfig;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An open topic on one node. */
final class Topic {

    /** What a sketch that fails may cost, by the digest that is told then. */
    private static final int SKETCH_SHARE_PERCENT = 30;

    private final NodeState node;
    final TopicConfig config;
    final Replica replica;
    final Pace pace = new Pace();
    Mode mode;

    private final long nameHash;

    /** From whom this topic is being fetched. */
    @Nullable
    Link catchingUpFrom;

    /** Links that are sent something when the window ends. */
    final Set<Link> gathering = new LinkedHashSet<>();

    /**
     * When something of an origin was last spread.
     *
     * @param from who told it, this node itself for its own writes
     */
    record Spread(long atMillis, NodeId from) {}

    /** What was spread, until it is announced; the oldest first. */
    final Map<NodeId, Spread> spread = new LinkedHashMap<>();

    boolean tailArmed;

    /** Members to which no path of pushes leads, as last reported. */
    int unreached;

    final Awaited awaited;

    final Holding holding;

    final Tombstones tombstones;

    final Offers offers;

    private final Expiries expiries;

    final Pushes pushes = new Pushes();

    /** Set when the topic is opened. */
    private @Nullable Strategy strategy;

    Topic(NodeState node, TopicConfig config, Replica replica) {
        this.awaited = new Awaited(node, config.name(), replica);
        this.holding = new Holding(node, replica, this::intervalMillis);
        this.node = node;
        this.config = config;
        this.replica = replica;
        this.tombstones = new Tombstones(node, config, replica);
        this.offers = new Offers(node, this);
        this.expiries = new Expiries(node, config.name(), replica);
        this.mode = config.mode();
        this.nameHash = Mix.hash(config.name());
    }

    String name() {
        return config.name();
    }

    /** To whom updates are pushed in the present mode. */
    Dissemination dissemination() {
        return mode.dissemination().orElse(config.dissemination());
    }

    /** Takes note of what has changed and will have to be looked at again. */
    void changed(List<Update> updates) {
        for (Update update : updates) {
            Entry entry = update.entry();
            if (entry != null && entry.isTombstone() && replica.holds(entry)) {
                tombstones.buried(entry);
            } else if (entry != null && entry.expires()) {
                expiries.add(entry);
            }
        }
    }

    /** A peer that asks holds the same. */
    void equalTo(NodeId peer) {
        tombstones.equal(peer, node.nowMillis);
    }

    /** Ends the values whose time is over; returns what has changed. */
    List<Update> expire(long atMillis) {
        List<Update> over = expiries.fired(atMillis);
        changed(over);
        return over;
    }

    /** How long what this node writes, or passes on, is gathered before it is pushed. */
    long windowMillis(boolean own) {
        return mode instanceof Mode.Adaptive
                ? (own ? pace.windowMillis() : 0)
                : mode.window().toMillis();
    }

    long intervalMillis() {
        return mode.interval().toMillis();
    }

    /** Whether rounds of this interval are about it; the built-in one goes with every interval. */
    boolean hasRoundsOf(long intervalMillis) {
        return isBuiltIn() || intervalMillis() == intervalMillis;
    }

    /** The question with which a round's exchange about this topic begins, on a connection that may remember earlier ones. */
    Inquiry opening(Link link) {
        return switch (config.reconciliation()) {
            case HANDSHAKE -> full();
            case PER_PEER -> changed(link.told(name()));
            case BLOOM -> mayPull() && VersionFilter.hasRoomFor(replica.entryCount()) ? filter() : compareOutright();
            case FULL_STATE -> compareOutright();
            case SKETCH, AUTO -> compare();
        };
    }

    /** The question to a peer of whom nothing is known: a filter would not show what it lacks. */
    Inquiry introduction(Link link) {
        return config.reconciliation() == Reconciliation.BLOOM ? compareOutright() : opening(link);
    }

    /** The question whether a peer holds all that we hold. */
    Inquiry farewell() {
        return config.reconciliation() == Reconciliation.HANDSHAKE ? full() : compareOutright();
    }

    /** Whether a round takes in all that the peer holds, and tells it all. */
    boolean isToldInFull() {
        return config.reconciliation() == Reconciliation.FULL_STATE;
    }

    /** Whether this node says farewell: nobody can fetch from it later. */
    boolean isLeaving() {
        return node.leaving;
    }

    boolean mayPull() {
        return config.exchanges() != Exchanges.PUSH;
    }

    boolean mayPush() {
        return config.exchanges() != Exchanges.PULL;
    }

    Inquiry full() {
        return new Inquiry.Full(name(), replica.digest(), replica.fingerprint().state());
    }

    /** The question what is not here, under a salt of its own. */
    Inquiry filter() {
        long salt = node.random.nextLong();
        VersionFilter filter = replica.filter(salt);
        return new Inquiry.Filter(name(), salt, filter.hashes(), filter.bits(), replica.fingerprint());
    }

    private Inquiry changed(Told told) {
        return new Inquiry.Changed(name(), told.hash(), told.changes(replica), replica.fingerprint());
    }

    /** How many symbols of a peer's sketch to take in before its digest is the cheaper way; a symbol is about as long as a watermark. */
    int sketchLimit(int theirOrigins) {
        if (config.reconciliation() == Reconciliation.SKETCH) {
            return Offers.most(replica.histories().size() + Math.min(theirOrigins, Replica.MAX_ORIGINS));
        }
        int limit = theirOrigins * SKETCH_SHARE_PERCENT / 100;
        int fewestDifferences = Math.abs(theirOrigins - replica.histories().size());
        return fewestDifferences > limit ? 0 : Math.max(Offers.FIRST, limit);
    }

    boolean isBuiltIn() {
        return name().equals(GossipCore.MODES);
    }

    /** Whether an exchange about it begins with the question whether both are equal. */
    boolean isCompared() {
        return config.reconciliation() == Reconciliation.AUTO || config.reconciliation() == Reconciliation.SKETCH;
    }

    /** The share of this topic in a summary; nothing of one to which nobody has written. */
    long summarized() {
        Fingerprint held = replica.fingerprint();
        return held.equals(Fingerprint.EMPTY) ? 0 : Mix.mix(nameHash ^ Mix.hash(held.digest(), held.state()));
    }

    /** The question whether a peer holds the same. */
    Inquiry compare() {
        return new Inquiry.Compare(name(), replica.fingerprint(), false, holding.told());
    }

    /** The same, to be answered with a digest if not. */
    Inquiry compareOutright() {
        return new Inquiry.Compare(name(), replica.fingerprint(), true, holding.told());
    }

    void spreadBy(Strategy chosen) {
        strategy = chosen;
    }

    Strategy strategy() {
        return Objects.requireNonNull(strategy, "a topic that is open has a strategy");
    }
}
