package io.fluxgossip.examples.cli;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * How long one write took until other nodes saw it.
 *
 * @param delays one for each other node, ascending; at least one
 */
record Spread(List<Duration> delays) {

    Spread {
        delays = delays.stream().sorted().toList();
        if (delays.isEmpty()) {
            throw new IllegalArgumentException("a write spreads to at least one other node");
        }
    }

    /** The first to see it. */
    Duration first() {
        return delays.get(0);
    }

    /** The last to see it. */
    Duration last() {
        return delays.get(delays.size() - 1);
    }

    /** Of the times until the last had seen it; of two in the middle the longer. */
    static Duration median(Collection<Spread> spreads) {
        List<Duration> ascending = spreads.stream().map(Spread::last).sorted().toList();
        return ascending.get(ascending.size() / 2);
    }
}
