package io.fluxgossip.protocol.store;

import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Hashing;
import io.fluxgossip.protocol.message.DormantTombstone;
import io.fluxgossip.protocol.message.Run;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entries and dormant tombstones of a stretch, one after the other in the order of their timestamps. */
final class StretchReader {

    private final History history;
    private final long after;
    private final long upTo;
    private final List<DormantTombstone> deleted;
    private int nextEntry;
    private int nextDeleted;
    private boolean atEntry;

    // What was taken

    private List<Entry> entriesTaken = List.of();
    private List<DormantTombstone> deletedTaken = List.of();
    private long last;

    StretchReader(History history, long after, long upTo) {
        history.settle();
        this.history = history;
        this.after = after;
        this.upTo = upTo;
        this.deleted = history.dormant(after, upTo);
        this.nextEntry = history.indexAfter(after);
        this.last = after;
    }

    /** Whether there is another one. */
    private boolean hasNext() {
        while (nextEntry < history.end() && history.entryAt(nextEntry) == null) {
            nextEntry++;
        }
        boolean hasEntry = nextEntry < history.end() && history.timestampAt(nextEntry) <= upTo;
        boolean hasDeleted = nextDeleted < deleted.size();
        atEntry = hasEntry
                && (!hasDeleted
                        || history.timestampAt(nextEntry)
                                < deleted.get(nextDeleted).timestamp());
        return hasEntry || hasDeleted;
    }

    private long timestamp() {
        return atEntry
                ? history.timestampAt(nextEntry)
                : deleted.get(nextDeleted).timestamp();
    }

    private int wireSize() {
        Entry entry = atEntry ? history.entryAt(nextEntry) : null;
        return entry == null ? WireSize.DORMANT_TOMBSTONE : WireSize.entry(entry);
    }

    private void skip() {
        nextEntry += atEntry ? 1 : 0;
        nextDeleted += atEntry ? 0 : 1;
    }

    private void take() {
        last = timestamp();
        Entry entry = atEntry ? history.entryAt(nextEntry) : null;
        if (entry != null) {
            entriesTaken = entriesTaken.isEmpty() ? new ArrayList<>() : entriesTaken;
            entriesTaken.add(entry);
        } else {
            deletedTaken = deletedTaken.isEmpty() ? new ArrayList<>() : deletedTaken;
            deletedTaken.add(deleted.get(nextDeleted));
        }
        skip();
    }

    @Nullable
    Run cut(Budget budget) {
        while (hasNext()) {
            if (!budget.spend(wireSize())) {
                return last == after ? null : run(after, last);
            }
            take();
        }
        return run(after, upTo);
    }

    boolean notIn(VersionFilter filter, Budget budget, boolean claims, List<Run> runs) {
        long begin = after;
        long before = after;
        for (; hasNext(); before = last) {
            last = timestamp();
            if (filter.mayContain(Hashing.hash(history.hash(), last))) {
                closeInto(runs, begin);
                skip();
                continue;
            }
            boolean begins = entriesTaken.isEmpty() && deletedTaken.isEmpty();
            budget.charge(begins ? WireSize.runHeader(history.origin()) : 0);
            if (!budget.spend(wireSize())) {
                last = before;
                closeInto(runs, begin);
                return false;
            }
            begin = begins ? (claims ? before : last - 1) : begin;
            take();
            if (!claims) {
                closeInto(runs, begin);
            }
        }
        closeInto(runs, begin);
        return true;
    }

    private void closeInto(List<Run> runs, long begin) {
        if (!entriesTaken.isEmpty() || !deletedTaken.isEmpty()) {
            runs.add(run(begin, lastTaken()));
        }
    }

    private long lastTaken() {
        long entry = entriesTaken.isEmpty()
                ? 0
                : entriesTaken.get(entriesTaken.size() - 1).timestamp();
        return deletedTaken.isEmpty()
                ? entry
                : Math.max(entry, deletedTaken.get(deletedTaken.size() - 1).timestamp());
    }

    private Run run(long from, long to) {
        Run run = new Run(
                history.origin(),
                from,
                to,
                entriesTaken,
                deletedTaken,
                history.gc().within(from, to));
        entriesTaken = List.of();
        deletedTaken = List.of();
        return run;
    }
}
