package io.fluxgossip.simulation;

import java.time.Duration;

/** Checks of arguments. */
final class Checks {

    private Checks() {}

    static void atLeastOne(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be 1 or more, was " + value);
        }
    }

    /** A share that leaves something. */
    static void share(String what, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(what + " must be 0 or more and less than 1, was " + value);
        }
    }

    static void notNegative(String what, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(what + " must be 0 or more, was " + value);
        }
    }

    static void positive(String what, Duration value) {
        if (value.toMillis() < 1) {
            throw new IllegalArgumentException(what + " must be at least 1 ms, was " + value);
        }
    }
}
