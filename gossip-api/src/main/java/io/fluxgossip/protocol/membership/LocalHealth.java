package io.fluxgossip.protocol.membership;

/**
 * How slow this node finds itself to be: Lifeguard's local health multiplier (Dadgar, Phillips and Currey,
 * <i>Lifeguard: Local Health Awareness for More Accurate Failure Detection</i>, 2018). A node that misses answers waits
 * longer for them.
 */
final class LocalHealth {

    private static final int MAX_MULTIPLIER = 8;

    private int multiplier;

    /** 0 to 8. */
    int multiplier() {
        return multiplier;
    }

    /** An answer came in time. */
    void improve() {
        multiplier = Math.max(0, multiplier - 1);
    }

    /** An answer did not come, or others suspect this node. */
    void worsen() {
        multiplier = Math.min(MAX_MULTIPLIER, multiplier + 1);
    }

    long scaled(long millis) {
        return millis * (1 + multiplier);
    }

    double scaled(double threshold) {
        return threshold * (1 + multiplier);
    }
}
