package io.fluxgossip.protocol.store;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.model.Limits;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.Version;
import io.fluxgossip.model.WriteRefusedException;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.protocol.store.Outcome.Refusal;
import io.fluxgossip.protocol.turn.PendingWrite;
import io.fluxgossip.protocol.turn.Update;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * One node's copy of a topic: the newest entry of each key, and for each origin how much of its history is here.
 *
 * <p>Invariant: if the watermark of origin o is w, every entry of o with a timestamp up to w is here unless a later
 * write to its key supersedes it. One thread at a time writes; anyone may read through {@link Store}.
 */
public final class Replica implements Store {

    /** Origins that a topic knows at most. */
    public static final int MAX_ORIGINS = 65_536;

    private final String topic;
    private final NodeId self;
    private final Limits limits;

    private final Holdings holdings = new Holdings();
    private final RunMerge merge;
    private final Excerpts excerpts;
    private final PeerStates peerStates;

    /** The fingerprint of both sums, as last asked for. */
    private Fingerprint fingerprint = Fingerprint.EMPTY;

    private Replica(String topic, NodeId self, Limits limits) {
        this.topic = topic;
        this.self = self;
        this.limits = limits;
        this.merge = new RunMerge(holdings, limits);
        this.excerpts = new Excerpts(holdings.histories());
        this.peerStates = new PeerStates(holdings);
    }

    /** A copy of a topic on one node, with nothing in it yet. */
    public static Replica empty(TopicConfig config, NodeId self) {
        return new Replica(config.name(), self, config.limits());
    }

    // For readers

    @Override
    public @Nullable Entry get(Bytes key) {
        return holdings.entries().get(key);
    }

    @Override
    public Iterator<Bytes> keys() {
        return StreamSupport.stream(holdings.entries().spliterator(), false)
                .map(Entry::key)
                .iterator();
    }

    @Override
    public int size() {
        return Math.max(0, holdings.entries().size() - holdings.tombstones());
    }

    @Override
    public int tombstones() {
        return holdings.tombstones() + holdings.dormantTombstones();
    }

    // For the thread that owns the core

    /** All entries at this moment, tombstones left out. */
    public List<Entry> liveEntries() {
        List<Entry> live = new ArrayList<>(size());
        for (Entry entry : holdings.entries()) {
            if (!entry.isTombstone()) {
                live.add(entry);
            }
        }
        return live;
    }

    /** Keys without a value among them, dormant tombstones as well. */
    public int entryCount() {
        return holdings.entries().size() + holdings.dormantTombstones();
    }

    /** Cuts out of it what others lack. */
    public Excerpts excerpts() {
        return excerpts;
    }

    /** What peers should hold, as far as is known here. */
    public PeerStates peerStates() {
        return peerStates;
    }

    /** Whether this very entry is held, as it is. */
    public boolean holds(Entry entry) {
        Entry held = get(entry.key());
        return held != null && held.isSameWriteAs(entry) && held.isTombstone() == entry.isTombstone();
    }

    /** What is held of the key that was last written under this version; null if nothing is. */
    @Nullable
    public Entry find(Version version) {
        History history = histories().get(version.origin());
        return history == null ? null : history.find(version.timestamp());
    }

    /** Whether this is the last write to its key that is known here, as an entry or as a dormant tombstone. */
    public boolean knows(Version version) {
        History history = histories().get(version.origin());
        return history != null && history.tells(version.timestamp());
    }

    public NavigableMap<NodeId, History> histories() {
        return holdings.histories();
    }

    // Deletes

    /** Deletes up to this timestamp may have been forgotten; 0 if none was. */
    public long gcWatermark() {
        return holdings.gc().timestamp();
    }

    public int dormantTombstones() {
        return holdings.dormantTombstones();
    }

    /** The key of a tombstone is kept no longer. */
    public void makeDormant(Entry tombstone) {
        holdings.makeDormant(tombstone);
    }

    /** Dormant tombstones up to this timestamp are forgotten; returns how many. */
    public int forgetUpTo(long timestamp) {
        return holdings.forgetUpTo(timestamp);
    }

    /** The timestamp up to which so many dormant tombstones are. */
    public long oldestDormant(int count) {
        return holdings.histories().values().stream()
                .flatMap(history -> history.dormant(0, Long.MAX_VALUE).stream())
                .mapToLong(tombstone -> tombstone.timestamp())
                .sorted()
                .limit(count)
                .max()
                .orElse(0);
    }

    /** A value is over: what is left of it takes its place. */
    public Update expire(Entry value) {
        Entry over = value.over();
        holdings.replace(over);
        return Update.of(over, value);
    }

    /** A value that no longer counts elsewhere, for a reason that is forgotten. */
    public Update drop(Entry entry) {
        holdings.drop(entry);
        return new Update(entry.key(), null, entry);
    }

    /** Entries that count here in the stretch of a run, and are not in the run. */
    public List<Entry> heldBut(Run run) {
        History history = histories().get(run.origin());
        return history == null ? List.of() : history.heldBut(run);
    }

    /** A peer has forgotten deletes up to here, and this node has compared everything with it. */
    public void adoptGcWatermark(long upTo) {
        holdings.forgetUpTo(upTo);
        holdings.gc().raise(upTo);
    }

    // Limits

    /** Whether something was refused for want of room. */
    public boolean lacksRoom() {
        return merge.lacksRoom();
    }

    /** If there is room for what was refused, it is to be told once more. */
    public void askForRefused() {
        if (merge.hasRoomAgain()) {
            merge.askForRefused();
            holdings.askForRefused();
        }
    }

    /** Whether something of what its digest is ahead of was refused: then its state cannot be compared with others. */
    public boolean lacksRefused() {
        return holdings.lacksRefused();
    }

    /** Refuses a local write that is over a limit. */
    public void check(Bytes key, @Nullable Bytes value) {
        int bytes = key.size() + (value == null ? 0 : value.size());
        if (bytes > limits.maxEntryBytes()) {
            throw WriteRefusedException.entryTooLarge(topic, bytes, limits.maxEntryBytes());
        }
        if (value != null && !merge.hasRoomFor(key)) {
            throw WriteRefusedException.topicFull(topic, limits.maxKeys());
        }
    }

    // Writes

    /**
     * A local write: the entry is published before the watermark covers it.
     *
     * @param nowMillis by this node's time, from which a time to live is counted
     */
    public Update write(PendingWrite pending, long timestamp, long nowMillis) {
        Version version = new Version(timestamp, self);
        Entry entry = new Entry(pending.key(), pending.value(), version, pending.ttlMillis()).heldAt(nowMillis);
        History history = holdings.history(self);
        Update update = holdings.put(entry, history);
        holdings.cover(history, history.watermark(), timestamp);
        return update;
    }

    /**
     * Merges a run: the knowledge of another replica of one origin.
     *
     * @param latest the highest timestamp that is not too far in the future
     * @param updates receives the changes
     */
    public Outcome apply(Run run, long latest, List<Update> updates) {
        Refusal refusal = refusalOf(run);
        if (refusal != Refusal.NONE) {
            return Outcome.refused(watermark(run.origin()), refusal);
        }
        if (run.origin().equals(self)) {
            return new Outcome(
                    watermark(self), watermark(self), 0, run.entries().size(), Refusal.NONE, false);
        }
        return merge.merge(run, latest, updates);
    }

    private Refusal refusalOf(Run run) {
        if (run.origin().equals(self)) {
            return run.upTo() > watermark(self) ? Refusal.OWN_HISTORY : Refusal.NONE;
        }
        boolean isKnown = histories().containsKey(run.origin());
        return isKnown || histories().size() < MAX_ORIGINS ? Refusal.NONE : Refusal.TOO_MANY_ORIGINS;
    }

    // Digests

    public Digest digest() {
        NavigableMap<NodeId, Long> watermarks = new TreeMap<>();
        for (History history : histories().values()) {
            if (history.watermark() > 0) {
                watermarks.put(history.origin(), history.watermark());
            }
        }
        return new Digest(watermarks);
    }

    /** The digest, counted on over what was refused: what need not be sent here. */
    public Digest knownDigest() {
        NavigableMap<NodeId, Long> known = new TreeMap<>();
        histories()
                .forEach((origin, history) ->
                        known.put(origin, history.coverage().knownUpTo()));
        return new Digest(known);
    }

    public Fingerprint fingerprint() {
        if (fingerprint.digest() != holdings.digestSum() || fingerprint.state() != holdings.stateSum()) {
            fingerprint = new Fingerprint(holdings.digestSum(), holdings.stateSum());
        }
        return fingerprint;
    }

    /** The watermark of an origin, 0 if it is unknown. */
    public long watermark(NodeId origin) {
        History history = histories().get(origin);
        return history == null ? 0 : history.watermark();
    }

    /** The watermark, counted on over what was refused. */
    public long knownUpTo(NodeId origin) {
        History history = histories().get(origin);
        return history == null ? 0 : history.coverage().knownUpTo();
    }

    /** The part of {@code theirs} that is ahead of this replica, with what this replica knows of it. */
    public Digest behind(Digest theirs) {
        NavigableMap<NodeId, Long> lacking = new TreeMap<>();
        theirs.watermarks().forEach((origin, watermark) -> {
            long known = knownUpTo(origin);
            if (watermark > known) {
                lacking.put(origin, known);
            }
        });
        return new Digest(lacking);
    }

    /** Origins of which this replica holds more than {@code theirs} says, with the other's watermark. */
    public Digest ahead(Digest theirs) {
        NavigableMap<NodeId, Long> lacking = new TreeMap<>();
        for (History history : histories().values()) {
            long watermark = theirs.watermark(history.origin());
            if (history.watermark() > watermark) {
                lacking.put(history.origin(), watermark);
            }
        }
        return new Digest(lacking);
    }
}
