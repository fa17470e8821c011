package io.fluxgossip.benchmarks.simulator;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.turn.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When updates arrive, one update after the other, and how. */
final class Arrivals {

    private record Arrival(long millis, boolean repaired) {}

    private final List<Arrival> arrivals = new ArrayList<>();

    /** Pushes that an answer has shown to be wanted. */
    private final Set<Message> repairs = Collections.newSetFromMap(new IdentityHashMap<>());

    private @Nullable Version awaited;
    private long writtenMillis;
    private int missing;

    /** What the node whose turn it is has just heard; null if it is no notice. */
    private Message.@Nullable Notice heard;

    private boolean answered;

    void forget() {
        arrivals.clear();
    }

    void wrote(Version version, Duration now, int others) {
        awaited = version;
        writtenMillis = now.toMillis();
        missing = others;
        repairs.clear();
    }

    boolean areComplete() {
        return missing == 0;
    }

    void sent(Message message) {
        if (answered && message instanceof Message.Push) {
            repairs.add(message);
        }
    }

    void arrived(Message.Notice notice) {
        heard = notice;
    }

    void answered() {
        answered = true;
    }

    void stepped() {
        heard = null;
        answered = false;
    }

    /** At another node than the writer. */
    void changed(NodeId node, Effect.Changed changed, Duration now) {
        boolean elsewhere = awaited != null && !awaited.origin().equals(node);
        if (elsewhere && changed.updates().stream().anyMatch(update -> update.isOf(awaited))) {
            missing--;
            boolean pushed = heard instanceof Message.Push push && !repairs.contains(push);
            arrivals.add(new Arrival(now.toMillis() - writtenMillis, !pushed));
        }
    }

    long medianMillis() {
        List<Arrival> sorted = arrivals.stream()
                .sorted(Comparator.comparingLong(Arrival::millis))
                .toList();
        return sorted.get((sorted.size() - 1) / 2).millis();
    }

    long worstMillis() {
        return worst().millis();
    }

    boolean isWorstRepaired() {
        return worst().repaired();
    }

    private Arrival worst() {
        return Collections.max(
                arrivals, Comparator.comparingLong(Arrival::millis).thenComparing(Arrival::repaired));
    }

    double repairedShare() {
        return (double) arrivals.stream().filter(Arrival::repaired).count() / arrivals.size();
    }
}
