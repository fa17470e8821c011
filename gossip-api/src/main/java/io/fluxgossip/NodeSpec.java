package io.fluxgossip;

import io.fluxgossip.model.Detection;
import io.fluxgossip.model.NodeConfig;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.Hello;
import io.fluxgossip.protocol.message.MemberState;
import io.fluxgossip.transport.Transport;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A node before it is started, whatever its transport: an immutable value; every method returns another one. */
public final class NodeSpec {

    private static final AtomicLong LAST_GENERATION = new AtomicLong();

    private final String cluster;
    private final NodeConfig config;
    private final Map<String, String> tags;
    private final Seeds seeds;
    private final @Nullable MeterRegistry meterRegistry;
    private final Scheduler timers;
    private final Scheduler delivery;
    private final @Nullable Long randomSeed;

    private NodeSpec(
            String cluster,
            NodeConfig config,
            Map<String, String> tags,
            Seeds seeds,
            @Nullable MeterRegistry meterRegistry,
            Scheduler timers,
            Scheduler delivery,
            @Nullable Long randomSeed) {
        this.cluster = cluster;
        this.config = config;
        this.tags = Map.copyOf(tags);
        this.seeds = seeds;
        this.meterRegistry = meterRegistry;
        this.timers = timers;
        this.delivery = delivery;
        this.randomSeed = randomSeed;
    }

    /**
     * A node of this cluster.
     *
     * @param cluster not blank; nodes of different clusters refuse each other
     * @param name unique in the cluster among nodes that are up at the same time
     */
    public static NodeSpec of(String cluster, String name) {
        if (cluster.isBlank()) {
            throw new IllegalArgumentException("the cluster must have a name");
        }
        return new NodeSpec(
                cluster,
                NodeConfig.of(checked(cluster, name)),
                Map.of(),
                Seeds.none(),
                null,
                Schedulers.parallel(),
                Schedulers.boundedElastic(),
                null);
    }

    /** Fails for what could not be told to others. */
    private static NodeId checked(String cluster, String name) {
        return new Hello(cluster, Hello.PROTOCOL, MemberState.of(new NodeId(name, 0), "", Map.of())).node();
    }

    public NodeSpec name(String name) {
        return tuned(config.withSelf(checked(cluster, name)));
    }

    /** Seeds at which it looks for others; none by default. */
    public NodeSpec seeds(Seeds seeds) {
        return new NodeSpec(cluster, config, tags, seeds, meterRegistry, timers, delivery, randomSeed);
    }

    /** Tags that this node tells of itself, at most 1 KiB of UTF-8 in all; nothing by default. */
    public NodeSpec tags(Map<String, String> tags) {
        MemberState.of(config.self(), "", tags);
        return new NodeSpec(cluster, config, tags, seeds, meterRegistry, timers, delivery, randomSeed);
    }

    /** How it finds out which members are gone; {@link Detection#DEFAULT} by default. */
    public NodeSpec detection(Detection detection) {
        return tuned(config.withDetection(detection));
    }

    /** Connections that this node opens and keeps, and as many again that it opens for a moment; 16 by default. */
    public NodeSpec maxLinks(int links) {
        return tuned(config.withMaxLinks(links));
    }

    /** How far a peer's clock may run ahead before its entries are refused; 1 minute by default. */
    public NodeSpec maxClockAhead(Duration ahead) {
        return tuned(config.withMaxClockAhead(ahead));
    }

    /** Budget of one delta on the wire; 64 KiB by default. */
    public NodeSpec deltaBytes(int bytes) {
        return tuned(config.withDeltaBytes(bytes));
    }

    private NodeSpec tuned(NodeConfig tuned) {
        return new NodeSpec(cluster, tuned, tags, seeds, meterRegistry, timers, delivery, randomSeed);
    }

    /** The registry of its {@link GossipMeter}s; none by default. */
    public NodeSpec meters(MeterRegistry registry) {
        return new NodeSpec(cluster, config, tags, seeds, registry, timers, delivery, randomSeed);
    }

    /** Gives time and timers; {@link Schedulers#parallel()} by default. */
    public NodeSpec timers(Scheduler scheduler) {
        return new NodeSpec(cluster, config, tags, seeds, meterRegistry, scheduler, delivery, randomSeed);
    }

    /**
     * The scheduler for subscribers, and for codecs on their behalf; {@link Schedulers#boundedElastic()} by default.
     */
    public NodeSpec delivery(Scheduler scheduler) {
        return new NodeSpec(cluster, config, tags, seeds, meterRegistry, timers, scheduler, randomSeed);
    }

    /** Seed of all chance; a new one at every start by default. */
    public NodeSpec randomSeed(long seed) {
        return new NodeSpec(cluster, config, tags, seeds, meterRegistry, timers, delivery, seed);
    }

    /** Starts the node on this transport; emits it once others can connect. Each subscription starts another one. */
    public Mono<GossipNode> start(Transport transport) {
        return Mono.defer(() -> {
            NodeId id = new NodeId(config.self().name(), nextGeneration());
            return LocalNode.start(settings(id, transport.maxMessageBytes()), transport);
        });
    }

    NodeSettings settings(NodeId id, int maxMessageBytes) {
        RandomGenerator random = randomSeed == null ? new SplittableRandom() : new SplittableRandom(randomSeed);
        return new NodeSettings(
                cluster, config.withSelf(id), tags, seeds, meterRegistry, timers, delivery, random, maxMessageBytes);
    }

    /** Wall time in milliseconds, or one more than the last if two nodes of this process start within one. */
    private long nextGeneration() {
        long now = timers.now(TimeUnit.MILLISECONDS);
        return LAST_GENERATION.updateAndGet(last -> Math.max(last + 1, now));
    }

    @Override
    public String toString() {
        return "node " + config.self().name() + " of cluster " + cluster;
    }
}
