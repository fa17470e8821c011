package io.fluxgossip.simulation;

import io.fluxgossip.model.Dissemination;
import io.fluxgossip.model.Dissemination.Stop;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Limits;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeConfig;
import io.fluxgossip.model.Reconciliation;
import io.fluxgossip.model.Scope;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.Topology;
import io.fluxgossip.protocol.GossipCore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * One random run. First the storm: writes, deletes and mode switches under loss, duplication, reordering, partitions,
 * crashes, restarts and pauses, with every invariant checked after every event. Then the calm: the faults end, and all
 * stores are equal within a bounded number of rounds; what was deleted and forgotten is gone. Then a gale without
 * rounds, they are an hour apart: over slow links pushes alone reach everyone; when some are lost, the next push shows
 * the gap, and what is missing is pulled.
 */
public final class Storm implements LongConsumer {

    private static final List<String> TOPICS = List.of("alpha", "beta");

    /** Of which there are no more than so many in a topic: one for each node is written at the end. */
    private static final int MOST_KEYS = 16;

    /** Rounds until all are equal, at most; the longest interval is half a second. */
    private static final int CALM_ROUNDS = 60;

    private static final Duration LONGEST_INTERVAL = Duration.ofMillis(500);

    private static final Duration LONGEST_LIFE = Duration.ofSeconds(5);

    /** How seldom it is looked which deletes may be forgotten, and how far clocks are apart. */
    private static final Duration LOOKS = Duration.ofMillis(1_500);

    private final Consumer<String> tracer;

    public Storm() {
        this(line -> {});
    }

    Storm(Consumer<String> tracer) {
        this.tracer = tracer;
    }

    /** Runs one seed; throws AssertionError if anything is wrong. */
    @Override
    public void accept(long seed) {
        run(seed);
    }

    /** Runs one seed and returns the hash of its trace. */
    long run(long seed) {
        return new Run(seed).run();
    }

    private final class Run {
        private final Simulation simulation;
        private final SplittableRandom random;
        private final Invariants invariants;
        private final List<TopicConfig> topics = new ArrayList<>();
        private final int nodes;
        private final int keys;
        private final boolean skewed;
        private final Duration tombstoneTtl;
        private final boolean lasting;
        /**
         * Without rounds nobody learns of a delete that is forgotten before it has come, or passed over while state is
         * streamed.
         */
        private boolean nothingIsDeleted;

        private int writes;

        Run(long seed) {
            simulation = new Simulation(seed).traceTo(tracer);
            invariants = new Invariants(simulation::micros);
            simulation.observe(invariants);
            random = simulation.randomForScenario();
            nodes = random.nextInt(3, 10);
            keys = random.nextInt(2, MOST_KEYS - 3);
            skewed = random.nextInt(3) == 0;
            int budget = random.nextInt(4) == 0 ? 1 << 16 : random.nextInt(1, 300);
            int maxLinks = random.nextInt(3) == 0 ? random.nextInt(1, 5) : NodeConfig.MAX_LINKS;
            Duration idleAfter = Duration.ofMillis(random.nextInt(3) == 0 ? random.nextInt(50, 500) : 30_000);
            Duration announceAfter = Duration.ofMillis(random.nextInt(5) == 0 ? random.nextInt(1, 1_500) : 0);
            simulation.tune(config -> config.withDeltaBytes(budget)
                    .withMaxLinks(maxLinks)
                    .withIdleAfter(idleAfter)
                    .withAnnounceAfter(announceAfter));
            simulation.connectingTakes(Duration.ofMillis(random.nextBoolean() ? random.nextInt(100) : 0));
            simulation
                    .network()
                    .latency(Duration.ofMillis(1), Duration.ofMillis(random.nextInt(1, 150)))
                    .loss(random.nextInt(3) == 0 ? 0 : random.nextDouble() * 0.5)
                    .duplication(random.nextDouble() * 0.2);
            simulation.pushTakes(Duration.ofMillis(random.nextInt(0, 30)));
            lasting = random.nextInt(2) == 0;
            tombstoneTtl =
                    random.nextInt(3) == 0 ? TopicConfig.TOMBSTONE_TTL : Duration.ofMillis(random.nextInt(500, 8_000));
            int maxTombstones = random.nextBoolean() ? MOST_KEYS : Limits.DEFAULT.maxTombstones();
            if (isForgetful()) {
                TOPICS.forEach(topic -> invariants.remembers(topic, tombstoneTtl));
            }
            TOPICS.forEach(topic -> topics.add(TopicConfig.of(topic)
                    .withMode(someMode())
                    .withDissemination(someDissemination())
                    .withTombstoneTtl(tombstoneTtl)
                    .withLimits(Limits.DEFAULT.withMaxTombstones(maxTombstones))
                    .withReconciliation(someReconciliation())));
        }

        private Reconciliation someReconciliation() {
            return switch (random.nextInt(8)) {
                case 0 -> Reconciliation.handshake();
                case 1 -> Reconciliation.perPeer();
                case 2 -> Reconciliation.bloom();
                case 3 -> Reconciliation.sketch();
                case 4 -> Reconciliation.fullState();
                default -> Reconciliation.auto();
            };
        }

        private Dissemination someDissemination() {
            return switch (random.nextInt(8)) {
                case 0 -> Dissemination.direct();
                case 1 -> Dissemination.flood(Topology.ring());
                case 2 -> Dissemination.flood(Topology.grid());
                case 3 -> Dissemination.flood(Topology.randomRegular(3));
                case 4 -> Dissemination.tree(Topology.full());
                case 5 -> Dissemination.rumor(2, Duration.ofMillis(50), Stop.useless(3));
                default -> Dissemination.flood(Topology.full());
            };
        }

        long run() {
            for (int i = 0; i < nodes; i++) {
                start("n" + i);
            }
            storm();
            clash();
            calm();
            invariants.nothingRises(simulation.living());
            forget();
            gale();
            simulation.living().forEach(invariants::mirrorsMatch);
            return simulation.traceHash();
        }

        private void start(String name) {
            simulation.start(
                    name,
                    Duration.ofMillis(skewed ? random.nextInt(-200, 201) : 0),
                    topics.toArray(TopicConfig[]::new));
        }

        private void storm() {
            int steps = random.nextInt(100, 250);
            for (int i = 0; i < steps; i++) {
                simulation.advance(Duration.ofMillis(random.nextInt(4) * 25L));
                act(random.nextInt(100));
            }
        }

        private void act(int dice) {
            if (dice < 70) {
                write();
            } else if (dice < 80) {
                clash();
            } else if (dice < 85) {
                switchMode();
            } else if (dice < 88) {
                simulation.partition(List.of(someNames()));
            } else if (dice < 91) {
                healSometimes();
            } else if (dice < 94) {
                simulation.pause(someNode().id().name(), Duration.ofMillis(random.nextInt(3_000)));
            } else if (dice < 96) {
                simulation.stall(someNode().id().name(), Duration.ofMillis(random.nextInt(2_000)));
            } else if (simulation.living().size() > 2) {
                crash();
            }
        }

        /** In some storms partitions last longer than deletes are remembered. */
        private void healSometimes() {
            if (lasting) {
                simulation.advance(Duration.ofSeconds(random.nextInt(4)));
            }
            if (!lasting || random.nextInt(3) == 0) {
                simulation.heal();
            }
        }

        /** Several nodes write the same key within the same millisecond. */
        private void clash() {
            String topic = TOPICS.get(random.nextInt(TOPICS.size()));
            String key = "k" + random.nextInt(keys);
            simulation.living().forEach(node -> write(node, topic, key));
        }

        private void write() {
            write(someNode(), TOPICS.get(random.nextInt(TOPICS.size())), "k" + random.nextInt(keys));
        }

        private void write(SimulatedNode node, String topic, String key) {
            int dice = nothingIsDeleted ? 19 : random.nextInt(20);
            if (dice < 4) {
                node.remove(topic, key);
            } else if (dice == 4) {
                node.put(topic, key, "v" + writes++, Duration.ofMillis(random.nextInt(100, 5_000)));
            } else {
                node.put(topic, key, "v" + writes++ + "x".repeat(random.nextInt(60)));
            }
        }

        private void switchMode() {
            Scope scope = random.nextBoolean() ? Scope.LOCAL : Scope.CLUSTER;
            someNode().switchTo(TOPICS.get(random.nextInt(TOPICS.size())), someMode(), scope);
        }

        private Mode someMode() {
            Duration interval = LONGEST_INTERVAL.dividedBy(random.nextInt(1, 5));
            Duration window = Duration.ofMillis(random.nextInt(3) == 0 ? random.nextInt(200) : 0);
            Dissemination by = someDissemination();
            return switch (random.nextInt(6)) {
                case 0 ->
                    Mode.adaptive(Duration.ofMillis(random.nextInt(1, 300))).repairEvery(interval);
                case 1 -> Mode.sync(window).repairEvery(interval).by(by);
                case 2 -> Mode.sync(window).repairEvery(interval);
                default -> Mode.async(interval);
            };
        }

        private void crash() {
            String name = someNode().id().name();
            simulation.crash(name);
            if (random.nextInt(4) != 0) {
                simulation.advance(Duration.ofMillis(random.nextInt(1_500)));
                start(name);
            }
        }

        private SimulatedNode someNode() {
            List<SimulatedNode> living = simulation.living();
            return living.get(random.nextInt(living.size()));
        }

        private List<String> someNames() {
            return simulation.names().stream()
                    .filter(name -> random.nextBoolean())
                    .toList();
        }

        private void calm() {
            simulation.network().loss(0).duplication(0);
            simulation.heal();
            simulation.advance(Duration.ofSeconds(3));
            simulation.heal();
            boolean equal = simulation.runUntil(this::isEqual, LONGEST_INTERVAL.multipliedBy(CALM_ROUNDS));
            if (!equal) {
                throw new AssertionError("not equal " + CALM_ROUNDS + " rounds after the faults ended:\n" + states());
            }
        }

        private boolean isForgetful() {
            return !tombstoneTtl.equals(TopicConfig.TOMBSTONE_TTL);
        }

        /** No delete is remembered for longer than was asked for, nor are the ends of what had a time to live. */
        private void forget() {
            if (isForgetful()) {
                simulation.advance(LONGEST_LIFE
                        .plus(tombstoneTtl.multipliedBy(17).dividedBy(16))
                        .plus(LOOKS));
                for (SimulatedNode node : simulation.living()) {
                    for (String topic : TOPICS) {
                        if (node.replica(topic).tombstones() > 0) {
                            throw new AssertionError(
                                    "a delete is remembered too long at " + node.id() + ":\n" + states());
                        }
                    }
                }
            }
        }

        private void gale() {
            nothingIsDeleted = isForgetful();
            Mode pushOnly =
                    Mode.sync(Duration.ofMillis(random.nextInt(2) * 30L)).repairEvery(Duration.ofHours(1));
            for (SimulatedNode node : simulation.living()) {
                TOPICS.forEach(topic -> node.switchTo(topic, pushOnly, Scope.LOCAL));
            }
            simulation.advance(Duration.ofSeconds(3));
            simulation.pushTakes(Duration.ofMillis(20));
            for (int gust = 0; gust < 4; gust++) {
                writes(15);
                mustBecomeEqual("pushes alone did not reach everyone");
            }

            simulation.network().loss(0.7);
            writes(30);
            simulation.advance(Duration.ofSeconds(5));
            simulation.network().loss(0);
            for (SimulatedNode node : simulation.living()) {
                TOPICS.forEach(topic -> node.put(topic, "last of " + node.id().name(), "v" + writes++));
            }
            mustBecomeEqual("what was lost was not pulled");
        }

        private void writes(int count) {
            for (int i = 0; i < count; i++) {
                write();
                simulation.advance(Duration.ofMillis(random.nextInt(10)));
            }
        }

        /** Rumors may die out before everyone has heard them; without rounds nothing finds who has not. */
        private void mustBecomeEqual(String complaint) {
            List<String> reliable = topics.stream()
                    .filter(topic -> !(topic.dissemination() instanceof Dissemination.Rumor))
                    .map(TopicConfig::name)
                    .toList();
            boolean equal =
                    simulation.runUntil(() -> reliable.stream().allMatch(simulation::isEqual), Duration.ofSeconds(60));
            if (!equal) {
                throw new AssertionError(complaint + ":\n" + states());
            }
        }

        private boolean isEqual() {
            return TOPICS.stream().allMatch(simulation::isEqual) && simulation.isEqual(GossipCore.MODES);
        }

        private String states() {
            StringBuilder states = new StringBuilder();
            topics.forEach(topic -> states.append(topic).append('\n'));
            for (SimulatedNode node : simulation.living()) {
                states.append(node.id())
                        .append(" modes ")
                        .append(node.replica(GossipCore.MODES).digest().watermarks())
                        .append(' ')
                        .append(entries(node, GossipCore.MODES))
                        .append('\n');
                TOPICS.forEach(topic -> states.append(node.id())
                        .append(' ')
                        .append(topic)
                        .append(' ')
                        .append(node.core().mode(topic))
                        .append(' ')
                        .append(node.replica(topic).digest().watermarks())
                        .append(' ')
                        .append(entries(node, topic))
                        .append('\n'));
            }
            return states.toString();
        }

        private static List<String> entries(SimulatedNode node, String topic) {
            List<Entry> entries = new ArrayList<>();
            node.replica(topic)
                    .keys()
                    .forEachRemaining(key ->
                            Stream.ofNullable(node.replica(topic).get(key)).forEach(entries::add));
            return entries.stream()
                    .map(entry -> entry.key() + "=" + entry.version())
                    .sorted()
                    .toList();
        }
    }
}
