package io.fluxgossip.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Where a run came from.
 *
 * @param link over which; null if that connection is gone
 * @param known the peer holds that history up to here
 * @param hops links that the newest entry has come over; 0 if that was not told
 */
record Source(@Nullable Link link, long known, int hops) {

    /** Where a link may count from that is told of history behind {@code before}: not from what it told itself. */
    long cursor(Link to, long before) {
        return to == link ? Math.max(before, known) : before;
    }
}
