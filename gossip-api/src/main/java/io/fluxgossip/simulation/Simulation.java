package io.fluxgossip.simulation;

import io.fluxgossip.model.Detection;
import io.fluxgossip.model.LiveView;
import io.fluxgossip.model.NodeConfig;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A cluster of production cores under virtual time, as a function of one seed.
 *
 * <p>Everything happens on the calling thread: {@link #advance} runs what is due. Nodes know of each other when they
 * start; that a partition or a crash has cut one off is noticed a while later, as failure detection would. Connections are
 * opened as the nodes want them.
 *
 * <pre>{@code
 * Simulation simulation = new Simulation(42);
 * simulation.network().latency(Duration.ofMillis(1), Duration.ofMillis(50)).loss(0.1);
 * SimulatedNode a = simulation.start("a", TopicConfig.of("flags"));
 * SimulatedNode b = simulation.start("b", TopicConfig.of("flags"));
 * a.put("flags", "dark-mode", "on");
 * simulation.advance(Duration.ofSeconds(5));
 * }</pre>
 */
public final class Simulation {

    /** 2026-01-01T00:00:00Z: where virtual time begins. */
    static final long EPOCH_MILLIS = 1_767_225_600_000L;

    /** How long a node waits for an answer. */
    static final long ANSWER_TIMEOUT_MICROS = 2_000_000;

    /** How often a node that is alone looks for others. */
    static final long LOOKING_MICROS = 1_000_000;

    /** How often one that is not alone looks at a seed that is no member. */
    static final long LOOKING_IN_COMPANY_MICROS = 10_000_000;

    /** How long it takes until the end of a broken connection notices. */
    private static final long DETECTION_MICROS = 1_000_000;

    private final SplittableRandom random;
    private final Network network;
    private final EventQueue events = new EventQueue();
    private final Map<String, SimulatedNode> nodes = new LinkedHashMap<>();
    private final Map<NodeId, SimulatedNode> lives = new HashMap<>();
    private final Map<NodeId, Long> stalledUntilMicros = new HashMap<>();

    private UnaryOperator<NodeConfig> tuning = config -> config;
    private Observer observer = Observer.NONE;
    private @Nullable Consumer<String> tracer;
    private long micros;
    private long connections;
    private long generations = EPOCH_MILLIS;
    private long pushTakesMicros;
    private long connectingTakesMicros;
    private @Nullable Detection detection;
    private long traceHash;
    private long steps;

    public Simulation(long seed) {
        random = new SplittableRandom(seed);
        network = new Network(random.split());
    }

    public Network network() {
        return network;
    }

    /** Changes the configuration of nodes that start from here on. */
    public Simulation tune(UnaryOperator<NodeConfig> tuning) {
        this.tuning = tuning;
        return this;
    }

    public Simulation observe(Observer observer) {
        this.observer = observer;
        return this;
    }

    /** Receives a line for each input of each core. */
    public Simulation traceTo(Consumer<String> tracer) {
        this.tracer = tracer;
        return this;
    }

    /** How long a link is busy with one push; the default is 0. */
    public Simulation pushTakes(Duration duration) {
        pushTakesMicros = duration.toNanos() / 1_000;
        return this;
    }

    /** How long it takes to open a connection; the default is 0. */
    public Simulation connectingTakes(Duration duration) {
        connectingTakesMicros = duration.toNanos() / 1_000;
        return this;
    }

    /**
     * Nodes that start from here on keep track of members themselves, from the one that was started first on: nobody tells
     * them who is there.
     */
    public Simulation membership(Detection detection) {
        this.detection = detection;
        return this;
    }

    /** A hash over all inputs so far: equal runs have equal hashes. */
    public long traceHash() {
        return traceHash;
    }

    /** Events that were run: messages that arrived, timers that fired, connections that came up. */
    public long events() {
        return steps;
    }

    /** Virtual time since the beginning. */
    public Duration time() {
        return Duration.ofNanos(micros * 1_000);
    }

    /** Starts a node with these topics; all that it reaches know of it at once. */
    public SimulatedNode start(String name, TopicConfig... topics) {
        return start(name, Duration.ZERO, topics);
    }

    /**
     * Starts a node, or starts it again under the next generation.
     *
     * @param clockOffset how far its clock is ahead of virtual time, or behind if negative
     */
    public SimulatedNode start(String name, Duration clockOffset, TopicConfig... topics) {
        SimulatedNode node = boot(name, clockOffset, topics);
        tellMembers();
        return node;
    }

    /** Starts many nodes at once. */
    public List<SimulatedNode> startAll(Collection<String> names, TopicConfig... topics) {
        List<SimulatedNode> started =
                names.stream().map(name -> boot(name, Duration.ZERO, topics)).toList();
        tellMembers();
        return started;
    }

    private SimulatedNode boot(String name, Duration clockOffset, TopicConfig... topics) {
        SimulatedNode before = nodes.get(name);
        if (before != null && before.isAlive()) {
            throw new IllegalStateException(before.id() + " is up already");
        }
        generations = Math.max(generations + 1, millis());
        Detection members = detection;
        NodeConfig plain = NodeConfig.of(new NodeId(name, generations));
        NodeConfig config = tuning.apply(members == null ? plain : plain.withDetection(members));
        SimulatedNode node = new SimulatedNode(this, config, random.split(), clockOffset.toMillis());
        nodes.put(name, node);
        lives.put(node.id(), node);
        for (TopicConfig topic : topics) {
            node.open(topic);
        }
        if (members != null) {
            node.join();
        }
        return node;
    }

    /** The newest life of a node. */
    public SimulatedNode node(String name) {
        SimulatedNode node = nodes.get(name);
        if (node == null) {
            throw new IllegalArgumentException("no node is called '" + name + "'");
        }
        return node;
    }

    /** The nodes that are up, in the order of their first start. */
    public List<SimulatedNode> living() {
        return nodes.values().stream().filter(SimulatedNode::isAlive).toList();
    }

    /** Ends a node without a word; its peers notice a second later. */
    public void crash(String name) {
        SimulatedNode crashed = node(name);
        crashed.crash();
        schedule(micros + DETECTION_MICROS, () -> {
            lives.remove(crashed.id());
            living().forEach(peer -> peer.linkDown(crashed.id()));
            tellMembers();
        });
    }

    /**
     * Ends a node so that nobody ever finds out: it stays a member, connections to it come up, and it never answers. For experiments
     * with failures that are not detected.
     */
    public void fail(String name) {
        node(name).fail();
    }

    /** Lets a node say goodbye, and ends it a second later. */
    public void leave(String name) {
        node(name).leave();
        SimulatedNode leaving = node(name);
        schedule(micros + 1_000_000, () -> {
            if (leaving.isAlive()) {
                leaving.crash();
                lives.remove(leaving.id());
                living().forEach(peer -> peer.linkDown(leaving.id()));
            }
        });
    }

    /** Where a node looks for others: the first one that was started and is up. */
    @Nullable
    SimulatedNode seedFor(SimulatedNode node) {
        return living().stream().filter(other -> other != node).findFirst().orElse(null);
    }

    /** Lets a node stand still: timers and messages wait until it goes on. */
    public void pause(String name, Duration duration) {
        node(name).pauseUntil(micros + duration.toNanos() / 1_000);
    }

    /** Makes a node read no pushes for a while: links to it do not become ready again before. */
    public void stall(String name, Duration duration) {
        stalledUntilMicros.put(node(name).id(), micros + duration.toNanos() / 1_000);
    }

    /** Cuts the network: each group is a part, and all nodes that are in none are another one. */
    public void partition(Collection<? extends Collection<String>> groups) {
        network.heal();
        int part = 0;
        for (Collection<String> group : groups) {
            part++;
            for (String name : group) {
                network.assign(name, part);
            }
        }
        schedule(micros + DETECTION_MICROS, this::cutUnreachable);
    }

    /** Ends the partition; all know of each other again. */
    public void heal() {
        network.heal();
        tellMembers();
    }

    private void cutUnreachable() {
        for (SimulatedNode node : living()) {
            for (SimulatedNode peer : living()) {
                if (!network.reaches(node.id().name(), peer.id().name())) {
                    node.linkDown(peer.id());
                }
            }
        }
        tellMembers();
    }

    /** Each node is told whom it reaches; all in one part of the network share one live view. */
    private void tellMembers() {
        if (detection != null) {
            return;
        }
        Map<Integer, List<SimulatedNode>> parts = new TreeMap<>();
        for (SimulatedNode node : living()) {
            parts.computeIfAbsent(network.partOf(node.id().name()), unknown -> new ArrayList<>())
                    .add(node);
        }
        parts.values().forEach(part -> {
            LiveView view = LiveView.of(part.stream().map(SimulatedNode::id).toList());
            part.forEach(node -> node.members(view));
        });
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

    /** Runs everything that is due within this time. */
    public void advance(Duration duration) {
        long end = micros + duration.toNanos() / 1_000;
        while (!events.isEmpty() && events.nextTime() <= end) {
            step();
        }
        micros = end;
    }

    /** Runs until the condition holds, checked after each event, or the time is up; returns whether it holds. */
    public boolean runUntil(BooleanSupplier condition, Duration atMost) {
        long end = micros + atMost.toNanos() / 1_000;
        while (!condition.getAsBoolean()) {
            if (events.isEmpty() || events.nextTime() > end) {
                micros = end;
                return false;
            }
            step();
        }
        return true;
    }

    private void step() {
        steps++;
        micros = events.nextTime();
        events.poll().run();
    }

    /** Whether all nodes that are up hold the same entries of this topic, deleted ones among them. */
    public boolean isEqual(String topic) {
        List<SimulatedNode> living = living();
        return living.stream()
                        .map(node -> node.replica(topic).fingerprint().state())
                        .distinct()
                        .count()
                <= 1;
    }

    Observer observer() {
        return observer;
    }

    long micros() {
        return micros;
    }

    long millis() {
        return EPOCH_MILLIS + micros / 1_000;
    }

    void schedule(long atMicros, Runnable event) {
        events.add(atMicros, event);
    }

    /** The node of this very generation, while the network still knows it. */
    @Nullable
    SimulatedNode life(NodeId id) {
        return lives.get(id);
    }

    /** When the link to this peer takes the next push, if one is sent now. */
    long whenTaken(NodeId peer) {
        return Math.max(micros + pushTakesMicros, stalledUntilMicros.getOrDefault(peer, 0L));
    }

    void trace(SimulatedNode node, String input, Object detail) {
        traceHash = 31 * (31 * traceHash + micros) + 17L * hash(node.id()) + input.hashCode() + 7L * hash(detail);
        if (tracer != null) {
            tracer.accept(time() + " " + node.id() + " " + input + " " + detail);
        }
    }

    /** The same in every JVM, unlike that of a record. */
    private static int hash(Object detail) {
        return detail instanceof NodeId node
                ? 31 * node.name().hashCode() + Long.hashCode(node.generation())
                : detail.hashCode();
    }

    /** Splits a generator off for whoever plays with this simulation, so that the whole run has one seed. */
    public SplittableRandom randomForScenario() {
        return random.split();
    }

    /** Names of all nodes ever started. */
    public List<String> names() {
        return new ArrayList<>(nodes.keySet());
    }
}
