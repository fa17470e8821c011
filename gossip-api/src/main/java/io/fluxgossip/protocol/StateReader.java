package io.fluxgossip.protocol;

import io.fluxgossip.model.Delta;
import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Message.State;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Bulk catch-up: all that the holder of a digest lacks, in pieces, each computed when it is asked for.
 *
 * <p>Origins come in order, each from the oldest entry on; what is held beyond a hole follows as runs of its own. The
 * reader keeps its place and no entries, so what is overwritten meanwhile is not sent. It belongs to the thread that
 * owns the core.
 */
public final class StateReader {

    private final String topic;
    private final @Nullable Replica replica;
    private final Digest beyond;
    private final int pieceBytes;

    private @Nullable NodeId origin;
    private long position;

    /** Of a topic that is not open here, with null as its replica, nothing is to be read. */
    StateReader(String topic, @Nullable Replica replica, Digest beyond, int pieceBytes) {
        this.topic = topic;
        this.replica = replica;
        this.beyond = beyond;
        this.pieceBytes = pieceBytes;
    }

    /** The next piece; {@link State#last()} says whether another follows. */
    public State next() {
        Budget budget = new Budget(pieceBytes);
        List<Run> runs = new ArrayList<>();
        List<Run> beyondHoles = new ArrayList<>();
        for (History history : rest().values()) {
            boolean resumed = history.origin().equals(origin);
            origin = history.origin();
            position = resumed ? position : beyond.watermark(history.origin());
            if (!readOn(history, budget, runs, beyondHoles)) {
                return new State(topic, new Delta(runs), new Delta(beyondHoles), false);
            }
        }
        return new State(topic, new Delta(runs), new Delta(beyondHoles), true);
    }

    private NavigableMap<NodeId, History> rest() {
        if (replica == null) {
            return new TreeMap<>();
        }
        return origin == null ? replica.histories() : replica.histories().tailMap(origin, true);
    }

    private boolean readOn(History history, Budget budget, List<Run> runs, List<Run> beyondHoles) {
        if (!read(history, position, history.watermark(), budget, runs)) {
            return false;
        }
        for (Map.Entry<Long, Long> island : history.islands().entrySet()) {
            if (!read(history, Math.max(position, island.getKey()), island.getValue(), budget, beyondHoles)) {
                return false;
            }
        }
        return true;
    }

    /** Whether all of {@code (after, upTo]} fitted. */
    private boolean read(History history, long after, long upTo, Budget budget, List<Run> runs) {
        if (upTo <= after) {
            return true;
        }
        Run run = budget.isSpent() ? null : history.cut(after, upTo, budget);
        if (run == null) {
            return false;
        }
        runs.add(run);
        position = run.upTo();
        return position == upTo;
    }
}
