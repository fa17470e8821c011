package io.fluxgossip;

import java.util.concurrent.atomic.AtomicLong;
import reactor.util.Logger;
import reactor.util.Loggers;

/** Tells people what was refused, but lets no peer fill the disk: a burst, then a line a second. */
final class RefusalLog {

    private static final Logger LOG = Loggers.getLogger(GossipNode.class);

    private static final int BURST = 20;
    private static final long REFILL_MILLIS = 1_000;

    /** When the bucket would be empty of debt, in milliseconds: a leaky bucket in one number. */
    private final AtomicLong fullUntil = new AtomicLong();

    private final AtomicLong suppressed = new AtomicLong();

    void refused(long nowMillis, String reason) {
        if (mayWrite(nowMillis)) {
            long before = suppressed.getAndSet(0);
            LOG.warn(
                    "refused: {}{}",
                    reason,
                    before == 0 ? "" : " (and " + before + " more that were not written down)");
        } else {
            suppressed.incrementAndGet();
        }
    }

    private boolean mayWrite(long nowMillis) {
        long debt = fullUntil.get();
        long next = Math.max(debt, nowMillis) + REFILL_MILLIS;
        return next - nowMillis <= BURST * REFILL_MILLIS && fullUntil.compareAndSet(debt, next);
    }
}
