package io.fluxgossip.protocol.broadcast;

import io.fluxgossip.model.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * The source of a run.
 *
 * @param peer who sent it; null if it was written here, or if the connection is gone
 * @param known the peer holds that history up to here
 * @param hops links that the newest entry has come over; 0 if that was not told
 */
public record Source(@Nullable NodeId peer, long known, int hops) {

    /**
     * The watermark from which a link may count that is told of history behind {@code before}: not from what it told
     * itself.
     */
    long cursor(NodeId to, long before) {
        return to.equals(peer) ? Math.max(before, known) : before;
    }
}
