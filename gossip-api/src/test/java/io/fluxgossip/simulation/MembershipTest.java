package io.fluxgossip.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Detection;
import io.fluxgossip.model.MemberStatus;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.protocol.message.MemberState;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.turn.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** 100 nodes that probe every 300 ms, and keep connections to all. */
class MembershipTest {

    private static final int NODES = 100;
    private static final Duration INTERVAL = Duration.ofMillis(300);
    private static final String TOPIC = "t";

    private final List<Effect.MemberChanged> failures = new ArrayList<>();
    private long messages;

    private final Simulation simulation = new Simulation(21)
            .membership(Detection.DEFAULT.every(INTERVAL))
            .tune(config -> config.withMaxLinks(NODES))
            .observe(new Observer() {
                @Override
                public void memberChanged(NodeView node, Effect.MemberChanged changed) {
                    if (changed.now().state() == MemberStatus.FAILED) {
                        failures.add(changed);
                    }
                }

                @Override
                public void sent(NodeView from, NodeId to, Message message) {
                    messages++;
                }
            });

    MembershipTest() {
        simulation.network().latency(Duration.ofMillis(1), Duration.ofMillis(20));
        simulation.startAll(Names.of(NODES), TopicConfig.of(TOPIC).withMode(Mode.async(Duration.ofSeconds(10))));
    }

    /** Whether every node that is up takes all that are up, and nobody else, to be alive. */
    private boolean isOneMembership() {
        List<SimulatedNode> living = simulation.living();
        return living.stream()
                .allMatch(node -> alive(node)
                        .equals(living.stream().map(SimulatedNode::id).toList()));
    }

    private static List<NodeId> alive(SimulatedNode node) {
        return node.core().memberStates().values().stream()
                .filter(memberState -> memberState.state() == MemberStatus.ALIVE)
                .map(MemberState::member)
                .toList();
    }

    private long failuresOf(String name) {
        return failures.stream()
                .filter(failure -> failure.now().member().name().equals(name))
                .count();
    }

    private Duration untilAllSay(String name) {
        Duration start = simulation.time();
        simulation.crash(name);
        boolean all = simulation.runUntil(() -> failuresOf(name) == NODES - 1, Duration.ofSeconds(60));
        assertThat(all).as("all say that %s has failed", name).isTrue();
        return simulation.time().minus(start);
    }

    @Test
    void oneSeedIsEnoughForAllToKnowEachOther() {
        assertThat(simulation.runUntil(this::isOneMembership, Duration.ofSeconds(3)))
                .isTrue();
        System.err.printf("%d nodes know each other after %s and %d messages%n", NODES, simulation.time(), messages);
        assertThat(messages).as("far fewer than pairs: a hello is enough").isLessThan(NODES * (NODES - 1) / 2);
        simulation.advance(Duration.ofSeconds(10));
        messages = 0;
        simulation.advance(Duration.ofSeconds(30));
        double perNodeAndInterval = messages / 100.0 / NODES;
        System.err.printf("idle: %.2f messages per node and interval%n", perNodeAndInterval);
        assertThat(perNodeAndInterval)
                .as("an exchange and its answer, and little else")
                .isLessThan(2.2);
    }

    @Test
    void aKilledNodeIsFailedEverywhereWithinTenSeconds() {
        simulation.advance(Duration.ofSeconds(10));
        Duration took = untilAllSay("n00042");
        System.err.println("failed everywhere after " + took);
        assertThat(took).isLessThan(Duration.ofSeconds(10));
        assertThat(failures).hasSize(NODES - 1);
    }

    @Test
    void whenHalfIsLostNobodyFailsButWhoWasKilled() {
        simulation.advance(Duration.ofSeconds(10));
        simulation.network().loss(0.5);
        simulation.advance(Duration.ofSeconds(20));
        assertThat(failures).isEmpty();
        Duration took = untilAllSay("n00042");
        System.err.println("half lost: failed everywhere after " + took);
        assertThat(took).isLessThan(Duration.ofSeconds(15));
        assertThat(failures).hasSize(NODES - 1);
    }

    @Test
    void twoHalvesFindEachOtherAgain() {
        simulation.advance(Duration.ofSeconds(10));
        List<String> half = Names.of(NODES).subList(0, NODES / 2);
        simulation.partition(List.of(half));
        simulation.node("n00000").put(TOPIC, "a", "1");
        simulation.node("n00099").put(TOPIC, "b", "2");
        simulation.advance(Duration.ofMinutes(1));
        assertThat(alive(simulation.node("n00000"))).hasSize(NODES / 2);
        assertThat(alive(simulation.node("n00099"))).hasSize(NODES / 2);
        simulation.heal();
        Duration healed = simulation.time();
        boolean one = simulation.runUntil(this::isOneMembership, Duration.ofMinutes(2));
        System.err.println("one membership again after " + simulation.time().minus(healed));
        assertThat(one).isTrue();
        assertThat(simulation.runUntil(() -> simulation.isEqual(TOPIC), Duration.ofMinutes(2)))
                .isTrue();
        assertThat(simulation.node("n00050").state(TOPIC)).isEqualTo(Map.of("a", "1", "b", "2"));
    }

    @Test
    void whoSaysGoodbyeIsGoneAtOnceAndDoesNotFail() {
        simulation.advance(Duration.ofSeconds(10));
        simulation.leave("n00007");
        simulation.advance(Duration.ofSeconds(3));
        assertThat(isOneMembership()).isTrue();
        simulation.advance(Duration.ofSeconds(60));
        assertThat(failures).isEmpty();
    }

    @Test
    void whoIsPausedJudgesNobodyAndIsBackAfterwards() {
        simulation.advance(Duration.ofSeconds(10));
        simulation.pause("n00013", Duration.ofSeconds(8));
        simulation.advance(Duration.ofSeconds(30));
        assertThat(failures).allMatch(failure -> failure.now().member().name().equals("n00013"));
        assertThat(isOneMembership()).isTrue();
    }

    @Test
    void whoHasFailedIsForgottenAfterATimeAndWhatItWroteStays() {
        Detection forgetful = new Detection(INTERVAL, INTERVAL.dividedBy(2), 8, 3, 3, 3, 4, 0, Duration.ofMinutes(1));
        Simulation few = new Simulation(4).membership(forgetful);
        few.startAll(Names.of(5), TopicConfig.of(TOPIC).withMode(Mode.async(INTERVAL)));
        few.advance(Duration.ofSeconds(10));
        few.node("n00002").put(TOPIC, "k", "v");
        few.advance(Duration.ofSeconds(10));
        few.crash("n00002");
        few.advance(Duration.ofSeconds(30));
        SimulatedNode survivor = few.node("n00004");
        assertThat(survivor.core().memberStates().get("n00002"))
                .extracting(MemberState::state)
                .isEqualTo(MemberStatus.FAILED);
        few.advance(Duration.ofMinutes(2));
        assertThat(survivor.core().memberStates()).doesNotContainKey("n00002").hasSize(4);
        assertThat(survivor.state(TOPIC)).isEqualTo(Map.of("k", "v"));
        few.start("n00007", TopicConfig.of(TOPIC));
        few.advance(Duration.ofSeconds(10));
        assertThat(few.node("n00007").state(TOPIC))
                .as("a node that comes later learns it too")
                .isEqualTo(Map.of("k", "v"));
    }

    @Test
    void aRestartUnderTheSameNameReplacesTheOldLife() {
        simulation.advance(Duration.ofSeconds(10));
        simulation.crash("n00021");
        simulation.start("n00021", TopicConfig.of(TOPIC));
        simulation.advance(Duration.ofSeconds(5));
        assertThat(isOneMembership()).isTrue();
        assertThat(failuresOf("n00021")).isZero();
    }
}
