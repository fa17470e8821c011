package io.fluxgossip.testing;

import io.fluxgossip.GossipNode;
import io.fluxgossip.NodeSpec;
import io.fluxgossip.Seeds;
import io.fluxgossip.Topic;
import io.fluxgossip.TopicSpec;
import io.fluxgossip.model.Address;
import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.simulation.Network;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/**
 * A cluster for tests: real nodes with the whole public API, on a virtual network in virtual time. A test that takes an
 * hour of the cluster's time takes a moment, and the same seed gives the same run.
 *
 * <p>Time stands still until {@link #advance} or {@link #runUntilConverged} lets it go on; everything happens on the
 * thread that calls them, subscribers among it. Writes are applied at once. One thread at a time.
 *
 * <pre>{@code
 * try (SimulatedCluster cluster = SimulatedCluster.of(5, 42)) {
 *     List<Topic<String, Flag>> flags = cluster.topics(FLAGS);
 *     cluster.partition("n1", "n2");
 *     flags.get(0).put("dark-mode", ON).block();
 *     cluster.heal();
 *     cluster.runUntilConverged();
 *     assertThat(flags.get(4).get("dark-mode")).isEqualTo(ON);
 * }
 * }</pre>
 */
public final class SimulatedCluster implements AutoCloseable {

    /** How long it takes until the ends of a connection that does not carry anything any more notice. */
    private static final Duration DETECTION = Duration.ofSeconds(1);

    private static final Duration GETTING_TO_KNOW = Duration.ofMinutes(2);
    private static final Duration LONGEST_RUN = Duration.ofMinutes(10);
    private static final Duration STEP = Duration.ofMillis(10);

    private final SplittableRandom random;
    private final UnaryOperator<NodeSpec> tuning;
    private final VirtualTime time = new VirtualTime();
    private final Scheduler ownTime = time.of(new VirtualTime.Pause());
    private final Network network;
    private final Map<String, VirtualTransport> listening = new HashMap<>();
    private final Map<String, Life> lives = new LinkedHashMap<>();

    /** A node from its start on. */
    private record Life(GossipNode node, VirtualTransport transport, VirtualTime.Pause pause) {}

    private SimulatedCluster(long seed, UnaryOperator<NodeSpec> tuning) {
        this.random = new SplittableRandom(seed);
        this.network = new Network(random.split());
        this.tuning = tuning;
    }

    /** {@link #of(int, long, UnaryOperator)} with nodes as they are by default. */
    public static SimulatedCluster of(int nodes, long seed) {
        return of(nodes, seed, UnaryOperator.identity());
    }

    /**
     * A cluster of nodes {@code n1}, {@code n2}... that know each other.
     *
     * @param nodes 1 or more
     * @param seed of all chance
     * @param tuning of each node before it is started; name, seeds, timers, delivery and random seed are given already
     */
    public static SimulatedCluster of(int nodes, long seed, UnaryOperator<NodeSpec> tuning) {
        if (nodes < 1) {
            throw new IllegalArgumentException("a cluster must have 1 node or more, was " + nodes);
        }
        SimulatedCluster cluster = new SimulatedCluster(seed, tuning);
        for (int i = 1; i <= nodes; i++) {
            cluster.boot("n" + i);
        }
        cluster.runUntil(cluster::allKnowAll, GETTING_TO_KNOW, "not all nodes know each other");
        return cluster;
    }

    private GossipNode boot(String name) {
        VirtualTime.Pause pause = new VirtualTime.Pause();
        VirtualTransport transport = new VirtualTransport(name, time, pause, network, listening);
        Scheduler scheduler = time.of(pause);
        Seeds seeds = Seeds.fixed(lives.keySet().stream()
                .filter(other -> !other.equals(name))
                .map(VirtualTransport::addressOf)
                .toArray(Address[]::new));
        NodeSpec spec = tuning.apply(NodeSpec.of("simulated", name)
                .seeds(seeds)
                .timers(scheduler)
                .delivery(scheduler)
                .randomSeed(random.nextLong()));
        spec.start(transport).subscribe(node -> lives.put(name, new Life(node, transport, pause)));
        return node(name);
    }

    /** The node of this name in its newest life, which may be over. */
    public GossipNode node(String name) {
        return life(name).node();
    }

    private Life life(String name) {
        Life life = lives.get(name);
        if (life == null) {
            throw new IllegalArgumentException("no node is called '" + name + "'; there are " + lives.keySet());
        }
        return life;
    }

    /** The nodes that are up, in the order of their names' first start. */
    public List<GossipNode> nodes() {
        return living().stream().<GossipNode>map(Life::node).toList();
    }

    private List<Life> living() {
        return lives.values().stream().filter(life -> !life.node().isDisposed()).toList();
    }

    /** The topic on each node that is up, in the order of {@link #nodes}; opened where it is not open yet. */
    public <K, V> List<Topic<K, V>> topics(TopicSpec<K, V> spec) {
        return nodes().stream().map(node -> node.topic(spec)).toList();
    }

    // Faults

    /** How long a message takes, one way; 1 ms by default. */
    public SimulatedCluster latency(Duration fixed) {
        return latency(fixed, fixed);
    }

    /** How long a message takes, one way: uniform between the two. */
    public SimulatedCluster latency(Duration atLeast, Duration atMost) {
        network.latency(atLeast, atMost);
        return this;
    }

    /** Chance that a message is lost, 0 to 1; 0 by default. Connections stay up. */
    public SimulatedCluster loss(double chance) {
        network.loss(chance);
        return this;
    }

    /** Cuts these nodes off from all others. What there was of partitions before is over. */
    public void partition(String... names) {
        partition(List.of(List.of(names)));
    }

    /** Cuts the network: each group is a part, and all nodes that are in none are another one. */
    public void partition(List<List<String>> groups) {
        groups.forEach(group -> group.forEach(this::life));
        network.heal();
        for (int part = 0; part < groups.size(); part++) {
            for (String name : groups.get(part)) {
                network.assign(name, part + 1);
            }
        }
        breakUnreachableSoon();
    }

    private void breakUnreachableSoon() {
        time.at(
                time.micros() + VirtualTime.micros(DETECTION),
                () -> lives.values().forEach(life -> life.transport().breakUnreachable()));
    }

    /** Ends all partitions. */
    public void heal() {
        network.heal();
    }

    /** Ends a node without a word. */
    public void crash(String name) {
        Life life = life(name);
        life.transport().kill();
        life.node().dispose();
        breakUnreachableSoon();
    }

    /** Starts a node again after it has crashed or left: it has nothing, not even its topics. */
    public GossipNode restart(String name) {
        if (!life(name).node().isDisposed()) {
            throw new IllegalStateException(name + " is up; crash(\"" + name + "\") or leave() comes first");
        }
        return boot(name);
    }

    /** Lets a node stand still: its timers, its messages and its subscribers wait. */
    public void pause(String name, Duration duration) {
        life(name).pause().until(time.micros() + VirtualTime.micros(duration));
    }

    // Time

    /** Virtual time since the cluster was made. */
    public Duration time() {
        return Duration.ofNanos(time.micros() * 1_000);
    }

    /** A scheduler in this time, for a test's own operators. */
    public Scheduler scheduler() {
        return ownTime;
    }

    /** Lets so much time go by. */
    public void advance(Duration duration) {
        time.advanceTo(time.micros() + VirtualTime.micros(duration));
    }

    /**
     * Lets time go by until the condition holds.
     *
     * @throws IllegalStateException if it does not within ten minutes
     */
    public Duration runUntil(BooleanSupplier condition) {
        return runUntil(condition, LONGEST_RUN, "the condition does not hold");
    }

    /**
     * Lets time go by until all nodes that are up hold the same of each topic that is open on them.
     *
     * @return how long that took
     * @throws IllegalStateException if they do not within ten minutes; it says which nodes differ
     */
    public Duration runUntilConverged() {
        return runUntil(() -> difference() == null, LONGEST_RUN, "");
    }

    private Duration runUntil(BooleanSupplier condition, Duration atMost, String otherwise) {
        Duration start = time();
        while (!condition.getAsBoolean()) {
            if (time().minus(start).compareTo(atMost) >= 0) {
                String what = otherwise.isEmpty() ? difference() : otherwise;
                throw new IllegalStateException(what + " after " + atMost + " of virtual time");
            }
            advance(STEP);
        }
        return time().minus(start);
    }

    private boolean allKnowAll() {
        return living().stream().allMatch(life -> life.node().present().size() == lives.size() - 1);
    }

    /** The first difference in a topic between two nodes; null if there is none. */
    private @Nullable String difference() {
        Map<String, Fingerprint> held = new TreeMap<>();
        Map<String, GossipNode> holders = new HashMap<>();
        for (Life life : living()) {
            for (Map.Entry<String, Fingerprint> topic : fingerprints(life).entrySet()) {
                Fingerprint other = held.putIfAbsent(topic.getKey(), topic.getValue());
                if (other == null) {
                    holders.put(topic.getKey(), life.node());
                } else if (!other.equals(topic.getValue())) {
                    return holders.get(topic.getKey()) + " and " + life.node() + " differ in topic '" + topic.getKey()
                            + "'";
                }
            }
        }
        return null;
    }

    /** Calls are answered at once in virtual time. */
    private static Map<String, Fingerprint> fingerprints(Life life) {
        Map<String, Fingerprint> held = new TreeMap<>();
        life.node().fingerprints().subscribe(held::putAll);
        return held;
    }

    /** Ends all nodes. */
    @Override
    public void close() {
        new ArrayList<>(living()).forEach(life -> life.node().dispose());
        advance(STEP);
    }

    @Override
    public String toString() {
        return "a simulated cluster of " + lives.keySet() + " at " + time();
    }
}
