package io.fluxgossip.examples.cli;

import io.fluxgossip.model.Mode;
import java.time.Duration;
import java.util.Locale;

/** The two kinds of mode, as the command line calls them. */
enum ModeName {
    SYNC,
    ASYNC;

    /** Reads {@code sync} or {@code async}. */
    static ModeName parse(String text) {
        return switch (text) {
            case "sync" -> SYNC;
            case "async" -> ASYNC;
            default -> throw new IllegalArgumentException("'" + text + "' is not a mode; it must be sync or async");
        };
    }

    static ModeName of(Mode mode) {
        return mode.pushes() ? SYNC : ASYNC;
    }

    /** The mode of this name that exchanges, or repairs, once an interval. */
    Mode every(Duration interval) {
        return this == SYNC ? Mode.sync().repairEvery(interval) : Mode.async(interval);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
