package io.fluxgossip.protocol.store;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Limits;
import io.fluxgossip.protocol.message.DormantTombstone;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.protocol.store.Outcome.Refusal;
import io.fluxgossip.protocol.turn.Update;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Merges the runs of others into what a replica holds: of each key the write with the highest version wins. */
final class RunMerge {

    private final Holdings holdings;
    private final Limits limits;

    /** Whether something was refused for want of room, since this was last asked. */
    private boolean lacksRoom;

    RunMerge(Holdings holdings, Limits limits) {
        this.holdings = holdings;
        this.limits = limits;
    }

    /** One run, being merged. */
    private final class Merging {
        private final History history;
        private final Run run;
        private final long latest;
        private final List<Update> updates;
        private final long before;

        private Refusal refusal = Refusal.NONE;
        private int applied;
        private int duplicate;

        /** Timestamps of entries that were refused and are not known otherwise. */
        private List<Long> refusedEntries = List.of();

        Merging(Run run, long latest, List<Update> updates) {
            this.history = holdings.history(run.origin());
            this.run = run;
            this.latest = latest;
            this.updates = updates;
            this.before = history.watermark();
        }

        Outcome merge() {
            long end = mergeEntries();
            mergeDeleted(end);
            if (end < run.upTo()) {
                note(Refusal.CLOCK_AHEAD);
            }
            holdings.cover(history, run.after(), end);
            holdings.gc().raise(Math.min(run.gcWatermark(), latest));
            refusedEntries.forEach(timestamp -> holdings.refuse(history, timestamp));
            history.settle();
            boolean gap = run.after() > history.coverage().knownUpTo();
            return new Outcome(before, history.watermark(), applied, duplicate, refusal, gap);
        }

        /** Returns how far the run can be believed: not beyond the first entry that is too far in the future. */
        private long mergeEntries() {
            long believed = run.after();
            List<Entry> told = run.entries();
            @Nullable Entry[] held = holdings.entries().getAll(told);
            for (int place = 0; place < held.length; place++) {
                Entry entry = told.get(place);
                if (entry.timestamp() > latest) {
                    return believed;
                }
                merge(entry, held[place]);
                believed = entry.timestamp();
            }
            return run.upTo() <= latest ? run.upTo() : believed;
        }

        private void merge(Entry entry, @Nullable Entry held) {
            if (!entry.supersedes(held) || isDeleted(entry, held)) {
                duplicate++;
                return;
            }
            Refusal refused = refusalOf(entry);
            if (refused == Refusal.NONE) {
                updates.add(holdings.put(entry, history));
                applied++;
                return;
            }
            note(refused);
            lacksRoom |= refused == Refusal.TOPIC_FULL;
            if (refused != Refusal.SAME_VERSION_TWICE && !history.coverage().covers(entry.timestamp())) {
                refusedEntries = refusedEntries.isEmpty() ? new ArrayList<>() : refusedEntries;
                refusedEntries.add(entry.timestamp());
            }
        }

        private void mergeDeleted(long upTo) {
            for (DormantTombstone tombstone : run.deleted()) {
                if (tombstone.timestamp() > upTo) {
                    break;
                }
                Update update = holdings.delete(tombstone, history);
                if (update == null) {
                    duplicate++;
                } else {
                    updates.add(update);
                    applied++;
                }
            }
        }

        private void note(Refusal refused) {
            refusal = refusal == Refusal.NONE ? refused : refusal;
        }

        /**
         * Whether a delete is remembered, or may have been forgotten, that came after this: a write that is known here,
         * and not held, and no newer than deletes that may have been forgotten.
         */
        private boolean isDeleted(Entry entry, @Nullable Entry held) {
            long timestamp = entry.timestamp();
            return (held == null && holdings.isDeleted(entry))
                    || (timestamp <= holdings.gc().timestamp()
                            && timestamp <= history.watermark()
                            && !history.coverage().lacksRefused());
        }

        private Refusal refusalOf(Entry entry) {
            if (entry.payloadBytes() > limits.maxEntryBytes()) {
                return Refusal.ENTRY_TOO_LARGE;
            }
            if (!entry.isTombstone() && !hasRoomFor(entry.key())) {
                return Refusal.TOPIC_FULL;
            }
            return history.holds(entry.timestamp()) || history.holdsDormant(entry.timestamp())
                    ? Refusal.SAME_VERSION_TWICE
                    : Refusal.NONE;
        }
    }

    /** Whether there may be something to be had that was refused: there was no room for it, and now there is. */
    boolean hasRoomAgain() {
        return lacksRoom && !isFull();
    }

    /** Refused entries are asked for once more. */
    void askForRefused() {
        lacksRoom = false;
    }

    boolean lacksRoom() {
        return lacksRoom;
    }

    /** Whether a value of this key may be taken: it has one now, or there is room for another key. */
    boolean hasRoomFor(Bytes key) {
        if (!isFull()) {
            return true;
        }
        Entry held = holdings.entries().get(key);
        return held != null && !held.isTombstone();
    }

    private boolean isFull() {
        return holdings.entries().size() - holdings.tombstones() >= limits.maxKeys();
    }

    /**
     * Merges a run that is not of this node's own history. A run that tells of one key twice, which none that was cut
     * from a history does, is taken as it comes: the later one wins against whatever the earlier one has won against.
     */
    Outcome merge(Run run, long latest, List<Update> updates) {
        return new Merging(run, latest, updates).merge();
    }
}
