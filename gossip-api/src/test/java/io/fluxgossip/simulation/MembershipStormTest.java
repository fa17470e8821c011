package io.fluxgossip.simulation;

import static org.assertj.core.api.Assertions.fail;

import io.fluxgossip.model.Detection;
import io.fluxgossip.model.MemberStatus;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeConfig;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.protocol.message.MemberState;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.turn.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Joins, leaves, kills, restarts, pauses and partitions at random; then quiet, in which those who are up come to know
 * exactly each other. Of each member a node sees a legal sequence of changes, and lives never go back.
 */
class MembershipStormTest {

    private static final int SEEDS = 2_000;
    private static final @Nullable Long REPLAY = Long.getLong("gossip.seed");
    private static final @Nullable Integer EXPLORE = Integer.getInteger("gossip.seeds");

    private static final Duration INTERVAL = Duration.ofMillis(300);

    /** Messages of a node in a second, on average over a run: an exchange and its answer each interval are 7. */
    private static final int MESSAGES_PER_SECOND = 100;

    @Test
    void thoseWhoAreUpEndWithExactlyTheTrueMembership() {
        long first = REPLAY != null ? REPLAY : EXPLORE != null ? System.nanoTime() : 1;
        int count = REPLAY != null ? 1 : EXPLORE != null ? EXPLORE : SEEDS;
        LongStream.range(first, first + count).parallel().forEach(seed -> {
            try {
                new Run(seed).run();
            } catch (AssertionError | RuntimeException failure) {
                fail("seed " + seed + " (replay with -Dgossip.seed=" + seed + "): " + failure.getMessage(), failure);
            }
        });
    }

    private static final class Run implements Observer {
        private final Simulation simulation;
        private final SplittableRandom random;
        private final TopicConfig topic = TopicConfig.of("t").withMode(Mode.async(Duration.ofSeconds(5)));
        private final Map<String, MemberState> seen = new HashMap<>();
        private int started;
        private long messages;
        private double nodeSeconds;

        Run(long seed) {
            Detection detection = seed % 4 == 0 ? Detection.heartbeats() : Detection.probing();
            simulation = new Simulation(seed)
                    .membership(detection.every(INTERVAL))
                    .observe(this)
                    .traceTo(REPLAY == null ? line -> {} : System.err::println);
            random = simulation.randomForScenario();
            int maxLinks = random.nextInt(3) == 0 ? random.nextInt(1, 5) : NodeConfig.MAX_LINKS;
            simulation.tune(config -> config.withMaxLinks(maxLinks));
            simulation.network().latency(Duration.ofMillis(1), Duration.ofMillis(random.nextInt(1, 80)));
            simulation.network().loss(random.nextInt(3) == 0 ? random.nextDouble() * 0.3 : 0);
        }

        void run() {
            int nodes = random.nextInt(2, 8);
            for (int i = 0; i < nodes; i++) {
                join();
            }
            for (int i = random.nextInt(5, 25); i > 0; i--) {
                advance(Duration.ofMillis(random.nextInt(4) * 700L));
                act(random.nextInt(100));
            }
            simulation.network().loss(0);
            simulation.heal();
            boolean one = false;
            for (int i = 0; i < 90 && !one; i++) {
                advance(Duration.ofSeconds(1));
                one = isOneMembership();
            }
            if (!one) {
                throw new AssertionError("not one membership after 90 seconds of quiet:\n" + tables());
            }
            advance(Duration.ofSeconds(20));
            if (!isOneMembership()) {
                throw new AssertionError("one membership did not last:\n" + tables());
            }
            if (messages > MESSAGES_PER_SECOND * nodeSeconds) {
                throw new AssertionError(messages / nodeSeconds + " messages per node and second");
            }
        }

        private void advance(Duration duration) {
            nodeSeconds += simulation.living().size() * duration.toMillis() / 1_000.0;
            simulation.advance(duration);
        }

        private void act(int dice) {
            List<SimulatedNode> living = simulation.living();
            if (living.isEmpty()) {
                join();
                return;
            }
            SimulatedNode one = living.get(random.nextInt(living.size()));
            if (dice < 25) {
                join();
            } else if (dice < 40 && living.size() > 1) {
                simulation.leave(one.id().name());
            } else if (dice < 60 && living.size() > 1) {
                simulation.crash(one.id().name());
                if (random.nextBoolean()) {
                    advance(Duration.ofMillis(random.nextInt(3) * 400L));
                    simulation.start(one.id().name(), topic);
                }
            } else if (dice < 75) {
                simulation.pause(one.id().name(), Duration.ofMillis(random.nextInt(12_000)));
            } else if (dice < 88) {
                simulation.partition(List.of(simulation.names().stream()
                        .filter(name -> random.nextBoolean())
                        .toList()));
            } else {
                simulation.heal();
            }
        }

        private void join() {
            simulation.start("n" + started++, topic);
        }

        private boolean isOneMembership() {
            List<NodeId> living =
                    simulation.living().stream().map(SimulatedNode::id).sorted().toList();
            return simulation.living().stream().allMatch(node -> alive(node).equals(living));
        }

        private static List<NodeId> alive(SimulatedNode node) {
            return node.core().memberStates().values().stream()
                    .filter(memberState ->
                            memberState.state() == MemberStatus.ALIVE || memberState.state() == MemberStatus.SUSPECTED)
                    .map(MemberState::member)
                    .toList();
        }

        private String tables() {
            List<String> lines = new ArrayList<>();
            for (SimulatedNode node : simulation.living()) {
                lines.add(node.id() + ": "
                        + node.core().memberStates().values().stream()
                                .map(memberState -> memberState.member() + " " + memberState.state() + "@"
                                        + memberState.incarnation())
                                .toList());
            }
            return String.join("\n", lines);
        }

        @Override
        public void sent(NodeView from, NodeId to, Message message) {
            messages++;
        }

        @Override
        public void memberChanged(NodeView node, Effect.MemberChanged changed) {
            MemberState now = changed.now();
            MemberState before = seen.put(node.id() + " of " + now.member().name(), now);
            check(now.member().compareTo(node.id()) != 0, node, "a node is not its own peer", changed);
            check(java.util.Objects.equals(before, changed.before()), node, "a change tells what it replaces", changed);
            if (before != null && !now.supersedes(before)) {
                throw new AssertionError(node.id() + " went back from " + before + " to " + now);
            }
            boolean sameLife = before != null && before.member().equals(now.member());
            if (now.state() == MemberStatus.FAILED) {
                check(sameLife && before.state() == MemberStatus.SUSPECTED, node, "who fails was suspected", changed);
            }
            if (sameLife && before.state() == MemberStatus.LEFT) {
                throw new AssertionError(node.id() + " saw a life after a goodbye: " + changed);
            }
        }

        private static void check(boolean holds, NodeView node, String what, Object about) {
            if (!holds) {
                throw new AssertionError(what + ": violated at " + node.id() + " by " + about);
            }
        }
    }
}
