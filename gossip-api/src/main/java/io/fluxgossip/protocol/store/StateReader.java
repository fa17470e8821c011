package io.fluxgossip.protocol.store;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.Message.State;
import io.fluxgossip.protocol.message.PieceReader;
import io.fluxgossip.protocol.message.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Bulk catch-up: all that the holder of a digest lacks, in pieces, each computed when it is asked for.
 *
 * <p>Origins come in order, each from the oldest entry on; what is held beyond a gap follows as runs of its own. The
 * reader keeps its place and no entries, so what is overwritten meanwhile is not sent. It belongs to the thread that
 * owns the core.
 */
public final class StateReader implements PieceReader {

    private final String topic;
    private final NavigableMap<NodeId, History> histories;
    private final Digest beyond;
    private final int pieceBytes;

    /** How far each history was read, in the order of origins. */
    private final NavigableMap<NodeId, Long> read = new TreeMap<>();

    /** How far the history that is being read was read beyond its gaps. */
    private long beyondGap;

    /** The last one whose stretches beyond gaps are read. */
    private @Nullable NodeId complete;

    /** A reader of one topic; if {@code replica} is null the topic is not open here, and there is nothing to read. */
    public StateReader(String topic, @Nullable Replica replica, Digest beyond, int pieceBytes) {
        this.topic = topic;
        this.histories = replica == null ? new TreeMap<>() : replica.histories();
        this.beyond = beyond;
        this.pieceBytes = pieceBytes;
    }

    @Override
    public State next(long nowMillis) {
        Budget budget = new Budget(pieceBytes);
        NavigableMap<NodeId, Run> runs = new TreeMap<>();
        List<Run> beyondGaps = new ArrayList<>();
        boolean all = readNew(budget, runs, beyondGaps) && readOn(budget, runs);
        Delta delta = new Delta(List.copyOf(runs.values()));
        return new State(topic, delta.toldAt(nowMillis), new Delta(beyondGaps).toldAt(nowMillis), all);
    }

    /** The one that is being read, and those behind it; returns whether all of them fitted. */
    private boolean readNew(Budget budget, NavigableMap<NodeId, Run> runs, List<Run> beyondGaps) {
        for (History history : rest().values()) {
            long from = read.getOrDefault(history.origin(), beyond.watermark(history.origin()));
            read.put(history.origin(), from);
            if (!cut(history, budget, runs)) {
                return false;
            }
            if (!history.origin().equals(complete) && !cutBeyondGaps(history, budget, beyondGaps)) {
                return false;
            }
            complete = history.origin();
            beyondGap = 0;
        }
        return true;
    }

    private NavigableMap<NodeId, History> rest() {
        return read.isEmpty() ? histories : histories.tailMap(read.lastKey(), true);
    }

    /**
     * Reads writes that came meanwhile, also those of origins that did, so that the end of the stream is the state at
     * that moment.
     */
    private boolean readOn(Budget budget, NavigableMap<NodeId, Run> runs) {
        for (History history : histories.values()) {
            if (!runs.containsKey(history.origin()) && !cut(history, budget, runs)) {
                return false;
            }
        }
        return true;
    }

    /** Up to the watermark; whether all of it fitted. */
    private boolean cut(History history, Budget budget, NavigableMap<NodeId, Run> runs) {
        long after = read.getOrDefault(history.origin(), beyond.watermark(history.origin()));
        if (history.watermark() <= after) {
            return true;
        }
        Run run = budget.isSpent() ? null : history.cut(after, history.watermark(), budget);
        if (run == null) {
            return false;
        }
        runs.put(history.origin(), run);
        read.put(history.origin(), run.upTo());
        return run.upTo() == history.watermark();
    }

    /** Reads out-of-order ranges; returns whether all of them fitted. */
    private boolean cutBeyondGaps(History history, Budget budget, List<Run> beyondGaps) {
        for (Map.Entry<Long, Long> range : history.coverage().heldOutOfOrder().entrySet()) {
            long after = Math.max(beyondGap, range.getKey());
            if (range.getValue() <= after) {
                continue;
            }
            Run run = budget.isSpent() ? null : history.cut(after, range.getValue(), budget);
            if (run == null) {
                return false;
            }
            beyondGaps.add(run);
            beyondGap = run.upTo();
            if (run.upTo() < range.getValue()) {
                return false;
            }
        }
        return true;
    }
}
