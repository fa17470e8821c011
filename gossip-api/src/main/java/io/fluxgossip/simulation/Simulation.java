package io.fluxgossip.simulation;

import io.fluxgossip.model.Detection;
import io.fluxgossip.model.LiveView;
import io.fluxgossip.model.NodeConfig;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
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
 * start; that a partition or a crash has cut one off is noticed a while later, as failure detection would. Connections
 * are opened as the nodes want them.
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

    private final SplittableRandom random;
    private final VirtualWorld world;
    private final NodeRegistry nodes;

    private UnaryOperator<NodeConfig> tuning = config -> config;
    private long generations = VirtualWorld.EPOCH_MILLIS;
    private @Nullable Detection detection;

    public Simulation(long seed) {
        random = new SplittableRandom(seed);
        world = new VirtualWorld(random.split());
        nodes = new NodeRegistry(world);
    }

    public Network network() {
        return world.network();
    }

    /** Changes the configuration of nodes that start from here on. */
    public Simulation tune(UnaryOperator<NodeConfig> tuning) {
        this.tuning = tuning;
        return this;
    }

    public Simulation observe(Observer observer) {
        world.observe(observer);
        return this;
    }

    /** Receives a line for each input of each core. */
    public Simulation traceTo(Consumer<String> tracer) {
        world.traceTo(tracer);
        return this;
    }

    /** How long a link is busy with one push; the default is 0. */
    public Simulation pushTakes(Duration duration) {
        world.pushTakes(micros(duration));
        return this;
    }

    /** How long it takes to open a connection; the default is 0. */
    public Simulation connectingTakes(Duration duration) {
        world.connectingTakes(micros(duration));
        return this;
    }

    /**
     * Nodes that start from here on keep track of members themselves, from the one that was started first on: nobody
     * tells them who is there.
     */
    public Simulation membership(Detection detection) {
        this.detection = detection;
        return this;
    }

    /** A hash over all inputs so far: equal runs have equal hashes. */
    public long traceHash() {
        return world.traceHash();
    }

    /** Events that were run: messages that arrived, timers that fired, connections that came up. */
    public long events() {
        return world.steps();
    }

    /** Virtual time since the beginning. */
    public Duration time() {
        return Duration.ofNanos(world.micros() * 1_000);
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
        SimulatedNode before = nodes.node(name);
        if (before != null && before.isAlive()) {
            throw new IllegalStateException(before.id() + " is up already");
        }
        generations = Math.max(generations + 1, millis());
        Detection members = detection;
        NodeConfig plain = NodeConfig.of(new NodeId(name, generations));
        NodeConfig config = tuning.apply(members == null ? plain : plain.withDetection(members));
        SimulatedNode node = new SimulatedNode(world, nodes, config, random.split(), clockOffset.toMillis());
        nodes.add(node);
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
        SimulatedNode node = nodes.node(name);
        if (node == null) {
            throw new IllegalArgumentException("no node is called '" + name + "'");
        }
        return node;
    }

    /** The nodes that are up, in the order of their first start. */
    public List<SimulatedNode> living() {
        return nodes.living();
    }

    /** Ends a node without a word; its peers notice a second later. */
    public void crash(String name) {
        SimulatedNode crashed = node(name);
        crashed.crash();
        schedule(world.micros() + VirtualWorld.DETECTION_MICROS, () -> {
            nodes.forget(crashed.id());
            living().forEach(peer -> peer.linkDown(crashed.id()));
            tellMembers();
        });
    }

    /**
     * Ends a node so that nobody ever finds out: it stays a member, connections to it come up, and it never answers.
     * For experiments with failures that are not detected.
     */
    public void fail(String name) {
        node(name).fail();
    }

    /** Lets a node say goodbye, and ends it a second later. */
    public void leave(String name) {
        node(name).leave();
        SimulatedNode leaving = node(name);
        schedule(world.micros() + 1_000_000, () -> {
            if (leaving.isAlive()) {
                leaving.crash();
                nodes.forget(leaving.id());
                living().forEach(peer -> peer.linkDown(leaving.id()));
            }
        });
    }

    /** Lets a node stand still: timers and messages wait until it goes on. */
    public void pause(String name, Duration duration) {
        node(name).pauseUntil(world.micros() + micros(duration));
    }

    /** Makes a node read no pushes for a while: links to it do not become ready again before. */
    public void stall(String name, Duration duration) {
        world.stall(node(name).id(), world.micros() + micros(duration));
    }

    /** Cuts the network: each group is a part, and all nodes that are in none are another one. */
    public void partition(Collection<? extends Collection<String>> groups) {
        world.network().heal();
        int part = 0;
        for (Collection<String> group : groups) {
            part++;
            for (String name : group) {
                world.network().assign(name, part);
            }
        }
        schedule(world.micros() + VirtualWorld.DETECTION_MICROS, this::cutUnreachable);
    }

    /** Ends the partition; all know of each other again. */
    public void heal() {
        world.network().heal();
        tellMembers();
    }

    private void cutUnreachable() {
        for (SimulatedNode node : living()) {
            for (SimulatedNode peer : living()) {
                if (!world.network().reaches(node.id().name(), peer.id().name())) {
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
            parts.computeIfAbsent(world.network().partOf(node.id().name()), unknown -> new ArrayList<>())
                    .add(node);
        }
        parts.values().forEach(part -> {
            LiveView view = LiveView.of(part.stream().map(SimulatedNode::id).toList());
            part.forEach(node -> node.members(view));
        });
    }

    /** Runs everything that is due within this time. */
    public void advance(Duration duration) {
        long end = world.micros() + micros(duration);
        boolean more = true;
        while (more) {
            more = world.step(end);
        }
    }

    /** Runs until the condition holds, checked after each event, or the time is up; returns whether it holds. */
    public boolean runUntil(BooleanSupplier condition, Duration atMost) {
        long end = world.micros() + micros(atMost);
        boolean holds = condition.getAsBoolean();
        while (!holds && world.step(end)) {
            holds = condition.getAsBoolean();
        }
        return holds;
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

    long micros() {
        return world.micros();
    }

    long millis() {
        return world.millis();
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    void schedule(long atMicros, Runnable event) {
        world.schedule(atMicros, event);
    }

    /** Splits a generator off for whoever plays with this simulation, so that the whole run has one seed. */
    public SplittableRandom randomForScenario() {
        return random.split();
    }

    /** Names of all nodes ever started. */
    public List<String> names() {
        return nodes.names();
    }
}
