package io.fluxgossip.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Dissemination;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.protocol.turn.Effect;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a node knows how many hold what it holds: the simulation sees what they really hold. */
class AgreementTest {

    private static final String TOPIC = "t";
    private static final Duration INTERVAL = Mode.DEFAULT_INTERVAL;

    /** What each node was last told; fails if it was told that all hold what somebody does not. */
    private static final class Witness implements Observer {
        private final Simulation simulation;
        private final Map<NodeView, Effect.Agreed> told = new HashMap<>();
        private int agreements;

        Witness(Simulation simulation) {
            this.simulation = simulation;
        }

        @Override
        public void agreed(NodeView node, Effect.Agreed agreed) {
            told.put(node, agreed);
            if (isComplete(agreed)) {
                agreements++;
                assertThat(simulation.living())
                        .as("all hold what %s is told that they hold", node.id())
                        .allMatch(other -> holds(other, node));
            }
        }

        /** Whether it holds each entry of the other one, or a later one of the same key. */
        private static boolean holds(NodeView there, NodeView here) {
            Iterable<Bytes> keys = here.replica(TOPIC)::keys;
            for (Bytes key : keys) {
                Entry entry = Objects.requireNonNull(here.replica(TOPIC).get(key));
                Entry held = there.replica(TOPIC).get(key);
                if (held == null || held.version().compareTo(entry.version()) < 0) {
                    return false;
                }
            }
            return true;
        }

        static boolean isComplete(Effect.Agreed agreed) {
            return agreed.holding() == agreed.members();
        }

        boolean allKnow() {
            return simulation.living().stream().allMatch(node -> told.containsKey(node) && isComplete(told.get(node)));
        }
    }

    private static Witness watch(Simulation simulation, int nodes, Mode mode) {
        Witness witness = new Witness(simulation);
        simulation.observe(witness);
        TopicConfig topic = TopicConfig.of(TOPIC).withMode(mode).withDissemination(Dissemination.auto());
        simulation.startAll(Names.of(nodes), topic).forEach(node -> node.watch(TOPIC));
        return witness;
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync", "async"})
    void sixteenNodesKnowThatTheyAgreeWithinThreeIntervals(String mode) {
        Duration worst = Duration.ZERO;
        for (long seed = 1; seed <= 50; seed++) {
            Simulation simulation = new Simulation(seed);
            simulation.network().latency(Duration.ofMillis(1), Duration.ofMillis(20));
            Witness witness = watch(simulation, 16, mode.equals("sync") ? Mode.sync() : Mode.async(INTERVAL));
            simulation.advance(Duration.ofSeconds(20));
            assertThat(witness.allKnow()).as("at the beginning").isTrue();
            simulation.living().get((int) seed % 16).put(TOPIC, "k", "v");
            assertThat(simulation.runUntil(() -> simulation.isEqual(TOPIC), Duration.ofSeconds(30)))
                    .isTrue();
            Duration equal = simulation.time();
            assertThat(simulation.runUntil(witness::allKnow, INTERVAL.multipliedBy(10)))
                    .isTrue();
            Duration took = simulation.time().minus(equal);
            worst = took.compareTo(worst) > 0 ? took : worst;
        }
        System.err.println("16 nodes, " + mode + ": the last one knows that all agree " + worst.toMillis()
                + " ms after they do, at most");
        assertThat(worst).isLessThanOrEqualTo(INTERVAL.multipliedBy(3));
    }

    @Test
    void nobodyIsToldOfAnAgreementThatIsNone() {
        int agreements = 0;
        for (long seed = 1; seed <= 100; seed++) {
            Simulation simulation = new Simulation(seed);
            SplittableRandom random = simulation.randomForScenario();
            simulation
                    .network()
                    .latency(Duration.ofMillis(1), Duration.ofMillis(300))
                    .loss(0.2)
                    .duplication(0.1);
            Witness witness = watch(
                    simulation, 2 + random.nextInt(10), random.nextBoolean() ? Mode.sync() : Mode.async(INTERVAL));
            List<String> names = simulation.names();
            for (int i = 0; i < 40; i++) {
                simulation.advance(Duration.ofMillis(random.nextLong(1, 4_000)));
                String name = names.get(random.nextInt(names.size()));
                if (!simulation.node(name).isAlive()) {
                    simulation.start(name, TopicConfig.of(TOPIC)).watch(TOPIC);
                } else if (random.nextInt(8) == 0) {
                    simulation.crash(name);
                } else {
                    simulation.node(name).put(TOPIC, "k" + random.nextInt(5), "v" + i);
                }
            }
            agreements += witness.agreements;
        }
        System.err.println(agreements + " agreements in 100 storms, all of them true");
        assertThat(agreements).isPositive();
    }
}
