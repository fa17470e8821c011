package io.fluxgossip.simulation;

import io.fluxgossip.model.Entry;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.Update;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Counts messages, and for each write when it came to each other node; fails if it comes to one twice. */
final class Arrivals implements Observer {

    private final Simulation simulation;
    private final Map<Version, Long> written = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private long[] micros = new long[1_024];
    private int count;
    private int messages;

    private Arrivals(Simulation simulation) {
        this.simulation = simulation;
    }

    static Arrivals in(Simulation simulation) {
        Arrivals arrivals = new Arrivals(simulation);
        simulation.observe(arrivals);
        return arrivals;
    }

    /** Forgets the messages counted so far. */
    void begin() {
        messages = 0;
    }

    int messages() {
        return messages;
    }

    int count() {
        return count;
    }

    /** Milliseconds within which this share of the arrivals happened, 0 to 1. */
    long millisOf(double share) {
        long[] sorted = Arrays.copyOf(micros, count);
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(share * count) - 1)] / 1_000;
    }

    @Override
    public void wrote(NodeView node, String topic, Entry entry) {
        written.put(entry.version(), simulation.micros());
    }

    @Override
    public void sent(NodeView from, NodeId to, Message message) {
        messages++;
    }

    @Override
    public void changed(NodeView node, Effect.Changed changed) {
        for (Update update : changed.updates()) {
            Version version = Objects.requireNonNull(update.entry()).version();
            if (!seen.add(node.id() + " " + version)) {
                throw new AssertionError(version + " was told twice at " + node.id());
            }
            if (!version.origin().equals(node.id())) {
                arrived(simulation.micros() - written.getOrDefault(version, 0L));
            }
        }
    }

    private void arrived(long took) {
        if (count == micros.length) {
            micros = Arrays.copyOf(micros, 2 * count);
        }
        micros[count++] = took;
    }
}
