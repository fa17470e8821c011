package io.fluxgossip.protocol.link;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.protocol.store.Budget;
import io.fluxgossip.protocol.store.History;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.turn.Counter;
import io.fluxgossip.protocol.turn.Turn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of one topic that one peer is still to be sent: a cursor into the history of each origin in which it is
 * behind.
 *
 * <p>An origin that is not there is one in which the peer is believed to hold what this replica holds. So an idle link
 * costs nothing, and a slow one a few words per origin however much changes.
 */
final class Backlog {

    private final Map<NodeId, Cursor> cursors = new LinkedHashMap<>();

    private static final class Cursor {
        /** The peer holds the history up to here. */
        long at;
        /** Changes noted since this cursor was set. */
        long changes;

        Cursor(long at) {
            this.at = at;
        }
    }

    boolean isEmpty() {
        return cursors.isEmpty();
    }

    /** The history of {@code origin} went on from {@code before}. */
    void extended(NodeId origin, long before, int changes) {
        cursors.computeIfAbsent(origin, unknown -> new Cursor(before)).changes += changes;
    }

    /** The peer holds less than it was believed to. */
    void lower(NodeId origin, long to) {
        Cursor cursor = cursors.computeIfAbsent(origin, unknown -> new Cursor(to));
        cursor.at = Math.min(cursor.at, to);
    }

    /** The peer holds the history at least up to here, since it sent it. */
    void raise(NodeId origin, long to, long watermark) {
        Cursor cursor = cursors.get(origin);
        if (cursor != null) {
            cursor.at = Math.max(cursor.at, to);
            if (cursor.at >= watermark) {
                cursors.remove(origin);
            }
        }
    }

    /**
     * Cuts the delta that the peer lacks, up to the budget; the cursors move behind it.
     */
    Delta takeDelta(Replica replica, Budget budget, Turn turn) {
        List<Run> runs = new ArrayList<>();
        Iterator<Map.Entry<NodeId, Cursor>> rest = cursors.entrySet().iterator();
        while (rest.hasNext() && !budget.isSpent()) {
            Map.Entry<NodeId, Cursor> next = rest.next();
            Cursor cursor = next.getValue();
            History history = replica.histories().get(next.getKey());
            if (history == null || history.watermark() <= cursor.at) {
                rest.remove();
                continue;
            }
            Run run = history.cut(cursor.at, history.watermark(), budget);
            if (run == null) {
                break;
            }
            runs.add(run);
            cursor.at = run.upTo();
            if (run.upTo() == history.watermark()) {
                turn.count(
                        Counter.CONFLATED_FOR_PEERS,
                        Math.max(0, cursor.changes - run.entries().size()));
                rest.remove();
            } else {
                cursor.changes = Math.max(0, cursor.changes - run.entries().size());
            }
        }
        runs.sort(Comparator.comparing(Run::origin));
        return new Delta(runs).toldAt(turn.nowMillis());
    }
}
