package io.fluxgossip.simulation;

import io.fluxgossip.model.NodeId;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What simulated nodes live in: time and what is due, the network between them, and whoever watches. */
final class VirtualWorld {

    /** 2026-01-01T00:00:00Z: where virtual time begins. */
    static final long EPOCH_MILLIS = 1_767_225_600_000L;

    /** How long a node waits for an answer. */
    static final long ANSWER_TIMEOUT_MICROS = 2_000_000;

    /** How long it takes until the end of a broken connection notices. */
    static final long DETECTION_MICROS = 1_000_000;

    private final Network network;
    private final EventQueue events = new EventQueue();

    /** The newest life of each node, by name, in the order of their first start. */
    private final Map<String, SimulatedNode> nodes = new LinkedHashMap<>();

    /** Those that the network still knows. */
    private final Map<NodeId, SimulatedNode> lives = new HashMap<>();

    private final Map<NodeId, Long> stalledUntilMicros = new HashMap<>();
    private Observer observer = Observer.NONE;
    private @Nullable Consumer<String> tracer;
    private long micros;
    private long connections;
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

    // Nodes

    void add(SimulatedNode node) {
        nodes.put(node.id().name(), node);
        lives.put(node.id(), node);
    }

    /** The network knows it no more. */
    void forget(NodeId id) {
        lives.remove(id);
    }

    /** The newest life of a node; null if there never was one. */
    @Nullable
    SimulatedNode node(String name) {
        return nodes.get(name);
    }

    /** Names of all nodes ever started. */
    List<String> names() {
        return List.copyOf(nodes.keySet());
    }

    /** The node of this very generation, while the network still knows it. */
    @Nullable
    SimulatedNode life(NodeId id) {
        return lives.get(id);
    }

    /** The nodes that are up, in the order of their first start. */
    List<SimulatedNode> living() {
        return nodes.values().stream().filter(SimulatedNode::isAlive).toList();
    }

    /** Where a node looks for others: the first one that was started and is up. */
    @Nullable
    SimulatedNode seedFor(SimulatedNode node) {
        return living().stream().filter(other -> other != node).findFirst().orElse(null);
    }

    // Connections

    void connectingTakes(long takesMicros) {
        connectingTakesMicros = takesMicros;
    }

    /** Opens a connection for a node that wants one, or tells it that the peer cannot be reached. */
    void connect(SimulatedNode from, NodeId to) {
        SimulatedNode peer = life(to);
        boolean reaches =
                peer != null && peer.isAlive() && network.reaches(from.id().name(), to.name());
        schedule(micros + (reaches ? connectingTakesMicros : DETECTION_MICROS), () -> {
            if (!from.isAlive() || from.isLinkedTo(to)) {
                return;
            }
            if (peer == null || !peer.isAlive() || !network.reaches(from.id().name(), to.name())) {
                from.unreachable(to);
                return;
            }
            long connection = ++connections;
            if (!peer.hasFailed()) {
                peer.linkDown(from.id());
                peer.linkUp(from, connection, false);
            }
            from.linkUp(peer, connection, true);
        });
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
