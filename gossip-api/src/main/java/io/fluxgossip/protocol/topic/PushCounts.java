package io.fluxgossip.protocol.topic;

import java.util.concurrent.atomic.AtomicLong;

/** Pushes of one topic that a node got: counted by the thread that owns the core, read by any. */
public final class PushCounts {

    private final AtomicLong received = new AtomicLong();
    private final AtomicLong duplicates = new AtomicLong();

    public void add(boolean duplicate) {
        received.setOpaque(received.getPlain() + 1);
        if (duplicate) {
            duplicates.setOpaque(duplicates.getPlain() + 1);
        }
    }

    /** Those that brought nothing new among all, 0 to 1. */
    public double duplicateShare() {
        long stale = duplicates.getOpaque();
        long all = received.getOpaque();
        return all == 0 ? 0 : Math.min(1, (double) stale / all);
    }
}
