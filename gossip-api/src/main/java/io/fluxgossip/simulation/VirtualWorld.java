package io.fluxgossip.simulation;

import io.fluxgossip.model.NodeId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The world of simulated nodes: time and events that are due, the network between them, and the observer. */
final class VirtualWorld {

    /** 2026-01-01T00:00:00Z: where virtual time begins. */
    static final long EPOCH_MILLIS = 1_767_225_600_000L;

    /** How long a node waits for the next piece of a stream. */
    static final long PIECE_TIMEOUT_MICROS = 2_000_000;

    /** How often a node that is alone looks for others. */
    static final long LOOKING_MICROS = 1_000_000;

    /** How often one that is not alone looks at a seed that is no member. */
    static final long LOOKING_IN_COMPANY_MICROS = 10_000_000;

    /** How long it takes until the end of a broken connection notices. */
    static final long DETECTION_MICROS = 1_000_000;

    private final Network network;
    private final EventQueue events = new EventQueue();

    private final Map<NodeId, Long> stalledUntilMicros = new HashMap<>();
    private Observer observer = Observer.NONE;
    private @Nullable Consumer<String> tracer;
    private long micros;
    private long pushTakesMicros;
    private long connectingTakesMicros;
    private long traceHash;
    private long steps;

    VirtualWorld(SplittableRandom random) {
        network = new Network(random);
    }

    Network network() {
        return network;
    }

    // Who watches

    Observer observer() {
        return observer;
    }

    void observe(Observer by) {
        observer = by;
    }

    void traceTo(Consumer<String> lines) {
        tracer = lines;
    }

    /** An input of a core. */
    void trace(NodeId node, String input, Object detail) {
        traceHash = 31 * (31 * traceHash + micros) + 17L * hash(node) + input.hashCode() + 7L * hash(detail);
        if (tracer != null) {
            tracer.accept(Duration.ofNanos(micros * 1_000) + " " + node + " " + input + " " + detail);
        }
    }

    /** The same in every JVM, unlike that of a record. */
    private static int hash(Object detail) {
        return detail instanceof NodeId node
                ? 31 * node.name().hashCode() + Long.hashCode(node.generation())
                : detail.hashCode();
    }

    long traceHash() {
        return traceHash;
    }

    // Time

    long micros() {
        return micros;
    }

    long millis() {
        return EPOCH_MILLIS + micros / 1_000;
    }

    /** The time that is so many milliseconds from now, in microseconds; the end of time if that is beyond it. */
    long after(long delayMillis) {
        return micros + Math.min(delayMillis, (Long.MAX_VALUE - micros) / 1_000) * 1_000;
    }

    void schedule(long atMicros, Runnable event) {
        events.add(atMicros, event);
    }

    /** Runs what is due next, if that is by then; otherwise it is then. */
    boolean step(long endMicros) {
        if (events.isEmpty() || events.nextTime() > endMicros) {
            micros = endMicros;
            return false;
        }
        steps++;
        micros = events.nextTime();
        events.poll().run();
        return true;
    }

    /** How many events were run. */
    long steps() {
        return steps;
    }

    // Connections

    void connectingTakes(long takesMicros) {
        connectingTakesMicros = takesMicros;
    }

    /** When a connection that is dialled now is up, or is known not to come up. */
    long whenConnected(boolean reaches) {
        return micros + (reaches ? connectingTakesMicros : DETECTION_MICROS);
    }

    void pushTakes(long takesMicros) {
        pushTakesMicros = takesMicros;
    }

    /** Reads no pushes until then. */
    void stall(NodeId id, long untilMicros) {
        stalledUntilMicros.put(id, untilMicros);
    }

    /** When the link to this peer takes the next push, if one is sent now. */
    long whenTaken(NodeId peer) {
        return Math.max(micros + pushTakesMicros, stalledUntilMicros.getOrDefault(peer, 0L));
    }
}
