package io.fluxgossip.protocol.store;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.model.Hashing;
import io.fluxgossip.model.Limits;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.WriteRefusedException;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.protocol.store.Outcome.Refusal;
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

    private final EntryTable entries = new EntryTable();
    private final NavigableMap<NodeId, History> histories = new TreeMap<>();

    private final Excerpts excerpts = new Excerpts(histories);
    private final GcBoundary gc;

    private long digestSum;
    private long stateSum;

    /** The fingerprint of both sums, as last asked for. */
    private Fingerprint fingerprint = Fingerprint.EMPTY;

    private volatile int tombstones;

    private Replica(String topic, NodeId self, Limits limits) {
        this.topic = topic;
        this.self = self;
        this.limits = limits;
        this.gc = new GcBoundary(self, histories);
    }

    /** A copy of a topic on one node, with nothing in it yet. */
    public static Replica empty(TopicConfig config, NodeId self) {
        return new Replica(config.name(), self, config.limits());
    }

    @Override
    public @Nullable Entry get(Bytes key) {
        return entries.get(key);
    }

    @Override
    public Iterator<Bytes> keys() {
        return StreamSupport.stream(entries.spliterator(), false)
                .map(Entry::key)
                .iterator();
    }

    @Override
    public int size() {
        return Math.max(0, entries.size() - tombstones);
    }

    @Override
    public int tombstones() {
        return tombstones;
    }

    /** All entries at this moment, tombstones left out; only for the thread that owns the core. */
    public List<Entry> liveEntries() {
        List<Entry> live = new ArrayList<>(size());
        for (Entry entry : entries) {
            if (!entry.isTombstone()) {
                live.add(entry);
            }
        }
        return live;
    }

    /** Deletes up to this timestamp may have been forgotten; 0 if none was. */
    public long gcWatermark() {
        return gc.watermark();
    }

    /** The GC boundary of this replica. */
    public GcBoundary gc() {
        return gc;
    }

    /** Cuts out of it what others lack. */
    public Excerpts excerpts() {
        return excerpts;
    }

    /** Whether this very entry is held, as it is. */
    public boolean holds(Entry entry) {
        Entry held = entries.get(entry.key());
        return held != null && held.isSameWriteAs(entry) && held.isTombstone() == entry.isTombstone();
    }

    /** Whether there is nothing that anybody else has written. */
    public boolean hasOwnEntriesOnly() {
        return histories.values().stream()
                .allMatch(history -> history.isEmpty() || history.origin().equals(self));
    }

    /** A tombstone is forgotten. */
    public void collect(Entry tombstone) {
        long timestamp = tombstone.timestamp();
        History history = history(tombstone.origin());
        history.drop(tombstone);
        history.raiseGcWatermark(timestamp);
        entries.remove(tombstone.key());
        countTombstones(-1);
        gc.raise(timestamp);
    }

    /** A value is over: a tombstone of the same version takes its place. */
    public Update expire(Entry over, long nowMillis) {
        Entry tombstone = over.asOf(nowMillis);
        history(over.origin()).replace(tombstone);
        entries.put(tombstone);
        countTombstones(1);
        return Update.of(tombstone, over);
    }

    /** A value that no longer counts elsewhere, for a reason that is forgotten. */
    Update drop(Entry entry) {
        History history = history(entry.origin());
        retract(entry, history);
        entries.remove(entry.key());
        return new Update(entry.key(), null, entry);
    }

    /** Entries that count here in the stretch of a run, and are not in the run. */
    List<Entry> heldBut(Run run) {
        History history = histories.get(run.origin());
        return history == null ? List.of() : history.heldBut(run);
    }

    public Digest digest() {
        NavigableMap<NodeId, Long> watermarks = new TreeMap<>();
        for (History history : histories.values()) {
            if (history.watermark() > 0) {
                watermarks.put(history.origin(), history.watermark());
            }
        }
        return new Digest(watermarks);
    }

    /** The digest, counted on over what was refused: what need not be sent here. */
    public Digest knownDigest() {
        NavigableMap<NodeId, Long> known = new TreeMap<>();
        histories.forEach(
                (origin, history) -> known.put(origin, history.coverage().knownUpTo()));
        return new Digest(known);
    }

    /** Only for the thread that owns the core. */
    public Fingerprint fingerprint() {
        if (fingerprint.digest() != digestSum || fingerprint.state() != stateSum) {
            fingerprint = new Fingerprint(digestSum, stateSum);
        }
        return fingerprint;
    }

    /** The watermark of an origin, 0 if it is unknown. */
    public long watermark(NodeId origin) {
        History history = histories.get(origin);
        return history == null ? 0 : history.watermark();
    }

    /** The watermark, counted on over what was refused. */
    public long knownUpTo(NodeId origin) {
        History history = histories.get(origin);
        return history == null ? 0 : history.coverage().knownUpTo();
    }

    public NavigableMap<NodeId, History> histories() {
        return histories;
    }

    /** Refuses a local write that is over a limit. */
    public void check(Bytes key, @Nullable Bytes value) {
        int bytes = key.size() + (value == null ? 0 : value.size());
        if (bytes > limits.maxEntryBytes()) {
            throw WriteRefusedException.entryTooLarge(topic, bytes, limits.maxEntryBytes());
        }
        if (hasNoRoomFor(key)) {
            throw WriteRefusedException.topicFull(topic, limits.maxKeys(), tombstones);
        }
    }

    /** A local write: the entry is published before the watermark covers it. */
    public Update write(PendingWrite pending, long timestamp) {
        Entry entry = new Entry(pending.key(), pending.value(), timestamp, self, pending.ttlMillis());
        History history = history(self);
        Update update = put(entry, history);
        cover(history, history.watermark(), timestamp);
        return update;
    }

    /**
     * Applies a run: the knowledge of another replica of one origin. A run that tells of one key twice, which none that
     * was cut from a history does, is taken as it comes: the later one wins against whatever the earlier one has won
     * against.
     *
     * @param nowMillis of this node's clock: what is over by then comes in as a tombstone
     * @param latest the highest timestamp that is not too far in the future
     * @param updates receives the changes
     */
    public Outcome apply(Run run, long nowMillis, long latest, List<Update> updates) {
        Refusal refusal = refusalOf(run);
        if (refusal != Refusal.NONE) {
            return Outcome.refused(watermark(run.origin()), refusal);
        }
        if (run.origin().equals(self)) {
            return new Outcome(
                    watermark(self), watermark(self), 0, run.entries().size(), Refusal.NONE, false);
        }
        return applyEntries(run, nowMillis, latest, updates);
    }

    private Outcome applyEntries(Run run, long nowMillis, long latest, List<Update> updates) {
        Refusal refusal = Refusal.NONE;
        History history = history(run.origin());
        long before = history.watermark();
        long from = run.after();
        long last = from;
        int applied = 0;
        int duplicate = 0;
        List<Entry> told = run.entries();
        @Nullable Entry[] heldBefore = entries.getAll(told);
        for (int place = 0; place < heldBefore.length; place++) {
            Entry entry = told.get(place).asOf(nowMillis);
            Entry held = heldBefore[place];
            long timestamp = entry.timestamp();
            boolean buried = isBuried(entry, held, history);
            Refusal refused = buried ? Refusal.NONE : refusalOf(entry, held, history, latest);
            refusal = refusal == Refusal.NONE ? refused : refusal;
            if (refused == Refusal.CLOCK_AHEAD) {
                cover(history, from, last);
                return done(history, before, applied, duplicate, refusal, run);
            }
            if (refused != Refusal.NONE) {
                cover(history, from, timestamp - 1);
                history.coverage().refuse(timestamp);
                from = timestamp;
            } else if (!buried && entry.supersedes(held)) {
                updates.add(put(entry, history));
                applied++;
            } else {
                duplicate++;
            }
            last = timestamp;
        }
        boolean ahead = run.upTo() > latest;
        cover(history, from, ahead ? last : run.upTo());
        return done(history, before, applied, duplicate, ahead ? Refusal.CLOCK_AHEAD : refusal, run);
    }

    /** Whether this was here, or was known not to count, and was deleted since by what may be forgotten by now. */
    private boolean isBuried(Entry entry, @Nullable Entry held, History history) {
        long timestamp = entry.timestamp();
        return entry.supersedes(held)
                && timestamp <= gc.watermark()
                && history.coverage().covers(timestamp);
    }

    private static Outcome done(History history, long before, int applied, int duplicate, Refusal refusal, Run run) {
        history.settle();
        boolean gap = run.after() > history.coverage().knownUpTo();
        return new Outcome(before, history.watermark(), applied, duplicate, refusal, gap);
    }

    private Refusal refusalOf(Run run) {
        if (run.origin().equals(self)) {
            return run.upTo() > watermark(self) ? Refusal.OWN_HISTORY : Refusal.NONE;
        }
        History history = histories.get(run.origin());
        if (history == null) {
            return histories.size() < MAX_ORIGINS ? Refusal.NONE : Refusal.TOO_MANY_ORIGINS;
        }
        return history.coverage().hasRoomBehind(run.after()) ? Refusal.NONE : Refusal.TOO_MANY_GAPS;
    }

    private Refusal refusalOf(Entry entry, @Nullable Entry held, History history, long latest) {
        if (entry.timestamp() > latest) {
            return Refusal.CLOCK_AHEAD;
        }
        if (entry.payloadBytes() > limits.maxEntryBytes()) {
            return Refusal.ENTRY_TOO_LARGE;
        }
        if (held == null && hasNoRoomFor(entry.key())) {
            return Refusal.TOPIC_FULL;
        }
        if (entry.supersedes(held) && history.holds(entry.timestamp())) {
            return Refusal.SAME_VERSION_TWICE;
        }
        return Refusal.NONE;
    }

    private boolean hasNoRoomFor(Bytes key) {
        return entries.size() >= limits.maxKeys() && entries.get(key) == null;
    }

    /** It takes the place of what is held of the key. */
    private Update put(Entry entry, History history) {
        Entry held = entries.put(entry);
        if (held != null) {
            retract(held, history);
        }
        history.add(entry);
        stateSum += shareOf(entry, history);
        countTombstones((entry.isTombstone() ? 1 : 0) - (held != null && held.isTombstone() ? 1 : 0));
        return Update.of(entry, held);
    }

    private void retract(Entry entry, History likely) {
        NodeId origin = entry.origin();
        History history = origin.equals(likely.origin()) ? likely : history(origin);
        history.drop(entry);
        stateSum -= shareOf(entry, history);
    }

    /** In the fingerprint of the state: only what lasts has one. */
    private static long shareOf(Entry entry, History history) {
        boolean lasts = !entry.isTombstone() && !entry.expires();
        return lasts ? Hashing.hash(history.hash(), entry.timestamp()) : 0;
    }

    private void countTombstones(int change) {
        if (change != 0) {
            int count = tombstones + change;
            tombstones = count;
        }
    }

    private void cover(History history, long after, long upTo) {
        if (upTo <= after || !history.coverage().hasRoomBehind(after)) {
            return;
        }
        long before = history.watermark();
        history.coverage().cover(after, upTo);
        if (history.watermark() != before) {
            digestSum -= Fingerprint.shareOf(history.hash(), before);
            digestSum += Fingerprint.shareOf(history.hash(), history.watermark());
        }
    }

    private History history(NodeId origin) {
        return histories.computeIfAbsent(origin, History::new);
    }

    /** Deletes among them. */
    public int entryCount() {
        return entries.size();
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
        for (History history : histories.values()) {
            long watermark = theirs.watermark(history.origin());
            if (history.watermark() > watermark) {
                lacking.put(history.origin(), watermark);
            }
        }
        return new Digest(lacking);
    }
}
