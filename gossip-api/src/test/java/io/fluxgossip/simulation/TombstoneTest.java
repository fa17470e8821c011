package io.fluxgossip.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Detection;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Exchanges;
import io.fluxgossip.model.Limits;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Reconciliation;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.Update;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Deletes are forgotten, and what was deleted stays deleted. */
class TombstoneTest {

    private static final String TOPIC = "t";
    private static final Duration TTL = Duration.ofMinutes(1);

    /** Time goes on in steps of a sixteenth of that. */
    private static final Duration FORGOTTEN = TTL.multipliedBy(17).dividedBy(16).plusSeconds(2);

    private final Changes changes = new Changes();
    private final Simulation simulation = new Simulation(7).observe(changes);

    private static TopicConfig topic(Mode mode) {
        return TopicConfig.of(TOPIC).withMode(mode).withTombstoneTtl(TTL);
    }

    private static final TopicConfig ASYNC = topic(Mode.async(Duration.ofSeconds(1)));
    private static final TopicConfig SYNC = topic(Mode.sync());

    private List<SimulatedNode> start(TopicConfig topic, String... names) {
        List<SimulatedNode> nodes = new ArrayList<>();
        for (String name : names) {
            nodes.add(simulation.start(name, topic));
        }
        return nodes;
    }

    private void assertThatNobodyRemembers(SimulatedNode... nodes) {
        assertThat(nodes).allSatisfy(node -> {
            assertThat(node.state(TOPIC)).isEmpty();
            assertThat(node.replica(TOPIC).tombstones()).isZero();
        });
    }

    @Test
    void aDeleteIsForgottenWhenItsTimeIsOver() {
        List<SimulatedNode> nodes = start(ASYNC, "a", "b", "c");
        nodes.get(0).put(TOPIC, "k", "v");
        simulation.advance(Duration.ofSeconds(5));
        nodes.get(1).remove(TOPIC, "k");
        simulation.advance(Duration.ofSeconds(40));
        assertThat(nodes).allSatisfy(node -> {
            assertThat(node.replica(TOPIC).get(Bytes.utf8("k"))).as("the key").isNull();
            assertThat(node.replica(TOPIC).tombstones()).isOne();
        });
        simulation.advance(FORGOTTEN.minusSeconds(40));
        assertThatNobodyRemembers(nodes.toArray(SimulatedNode[]::new));
    }

    static Stream<TopicConfig> topics() {
        Stream<TopicConfig> forms = Stream.of(Reconciliation.values())
                .filter(form -> form != Reconciliation.AUTO)
                .map(ASYNC::withReconciliation);
        return Stream.concat(Stream.of(ASYNC, SYNC, ASYNC.withExchanges(Exchanges.PUSH)), forms);
    }

    @ParameterizedTest
    @MethodSource("topics")
    void whatWasDeletedWhileSomeWereAwayIsGoneForAllWhenTheyAreBack(TopicConfig topic) {
        whatWasDeletedIsGone(topic, Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void soIsWhatWasDeletedAndOfWhichNoKeyIsKept(TopicConfig topic) {
        whatWasDeletedIsGone(topic, Duration.ofSeconds(40));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void soIsWhatWasDeletedAndForgotten(TopicConfig topic) {
        whatWasDeletedIsGone(topic, FORGOTTEN);
    }

    private void whatWasDeletedIsGone(TopicConfig topic, Duration awayFor) {
        List<SimulatedNode> nodes = start(topic, "a", "b", "away");
        nodes.get(0).put(TOPIC, "k", "old");
        nodes.get(0).put(TOPIC, "stays", "here");
        simulation.advance(Duration.ofSeconds(10));
        simulation.partition(List.of(List.of("away", "late")));
        simulation.advance(Duration.ofSeconds(3));
        nodes.get(1).remove(TOPIC, "k");
        simulation.advance(awayFor);
        assertThat(nodes.get(0).replica(TOPIC).tombstones()).isEqualTo(awayFor.equals(FORGOTTEN) ? 0 : 1);

        SimulatedNode late = simulation.start("late", topic);
        simulation.advance(Duration.ofSeconds(10));
        assertThat(late.state(TOPIC)).containsEntry("k", "old");

        simulation.heal();
        simulation.advance(Duration.ofMinutes(3));
        assertThat(simulation.living()).hasSize(4).allSatisfy(node -> {
            assertThat(node.state(TOPIC)).containsExactly(Map.entry("stays", "here"));
            assertThat(changes.of(node, "k")).containsExactly("put", "removed");
        });
    }

    /** The probe of a crashed member that filled a topic: tombstones waited for it, and counted as keys. */
    @Test
    void aMemberThatHasFailedFillsNoTopic() {
        simulation.membership(Detection.probing());
        TopicConfig small = ASYNC.withLimits(new Limits(20, 100, 50));
        List<SimulatedNode> nodes = start(small, "a", "b", "c");
        simulation.advance(Duration.ofSeconds(10));
        simulation.crash("c");
        for (int i = 0; i < 500; i++) {
            nodes.get(0).put(TOPIC, "k" + i, "v");
            nodes.get(0).remove(TOPIC, "k" + i);
        }
        nodes.get(0).put(TOPIC, "last", "v");
        simulation.advance(Duration.ofSeconds(10));
        assertThat(nodes.subList(0, 2)).allSatisfy(node -> {
            assertThat(node.state(TOPIC)).containsOnlyKeys("last");
            assertThat(node.replica(TOPIC).tombstones()).isLessThanOrEqualTo(50 + 50 / 4);
        });
    }

    /** Found in review: all members had the delete, as there were none. */
    @Test
    void aNodeThatKnowsNobodyYetRemembersItsDeletes() {
        simulation.membership(Detection.probing());
        SimulatedNode other = simulation.start("a", ASYNC);
        other.put(TOPIC, "k", "old");
        simulation.partition(List.of(List.of("alone")));
        SimulatedNode alone = simulation.start("alone", ASYNC);
        simulation.advance(Duration.ofSeconds(5));
        alone.remove(TOPIC, "k");
        simulation.advance(Duration.ofSeconds(20));
        simulation.heal();
        simulation.advance(Duration.ofSeconds(30));
        assertThat(other.state(TOPIC)).isEmpty();
        assertThat(alone.state(TOPIC)).isEmpty();
    }

    @Test
    void noDeleteIsRememberedPastItsTimeHoweverOftenItIsSentAgain() {
        List<SimulatedNode> nodes = start(ASYNC, "a", "b");
        NodeId ghost = new NodeId("ghost", 1);
        long old = (VirtualWorld.EPOCH_MILLIS - 2 * TTL.toMillis()) << Version.COUNTER_BITS;
        Entry tombstone = new Entry(Bytes.utf8("k"), null, new Version(old, ghost));
        for (int i = 0; i < 20; i++) {
            nodes.get(0)
                    .deliver(
                            new Message.Push(TOPIC, Delta.of(new Run(ghost, 0, old, List.of(tombstone)))),
                            nodes.get(1));
            assertThat(nodes.get(0).replica(TOPIC).tombstones()).isZero();
            simulation.advance(Duration.ofSeconds(1));
            assertThat(nodes.get(1).replica(TOPIC).tombstones()).isZero();
        }
    }

    @Test
    void aValueWithATimeToLiveEndsEverywhereByItself() {
        List<SimulatedNode> nodes = start(SYNC, "a", "b", "c");
        simulation.advance(Duration.ofSeconds(2));
        nodes.get(0).put(TOPIC, "k", "v", Duration.ofSeconds(10));
        simulation.advance(Duration.ofMillis(9_990));
        assertThat(nodes).allSatisfy(node -> assertThat(node.state(TOPIC)).containsEntry("k", "v"));
        simulation.advance(Duration.ofMillis(20));
        assertThat(nodes).allSatisfy(node -> assertThat(node.state(TOPIC)).isEmpty());
        simulation.advance(FORGOTTEN);
        assertThatNobodyRemembers(nodes.toArray(SimulatedNode[]::new));
        assertThat(nodes).allSatisfy(node -> assertThat(changes.of(node, "k")).containsExactly("put", "removed"));
    }

    /** A time to live is counted down where the value is: it makes no difference that clocks are apart. */
    @Test
    void aClockThatIsAheadEndsNothing() {
        SimulatedNode a = simulation.start("a", SYNC);
        SimulatedNode early = simulation.start("early", Duration.ofSeconds(3), SYNC);
        simulation.advance(Duration.ofSeconds(2));
        a.put(TOPIC, "k", "first", Duration.ofSeconds(5));
        simulation.advance(Duration.ofSeconds(4));
        assertThat(early.state(TOPIC)).containsEntry("k", "first");
        a.put(TOPIC, "k", "second", Duration.ofHours(1));
        simulation.advance(Duration.ofMinutes(2));
        assertThat(simulation.living())
                .allSatisfy(node -> assertThat(node.state(TOPIC)).containsEntry("k", "second"));
    }

    /** Puts and removes of each key at each node, in order. */
    private static final class Changes implements Observer {
        private final Map<String, List<String>> told = new HashMap<>();

        @Override
        public void changed(NodeView node, Effect.Changed changed) {
            for (Update update : changed.updates()) {
                Entry entry = update.entry();
                boolean isThere = entry != null && !entry.isTombstone();
                boolean wasThere =
                        update.previous() != null && !update.previous().isTombstone();
                if (isThere || wasThere) {
                    told.computeIfAbsent(node.id() + " " + update.key(), unknown -> new ArrayList<>())
                            .add(isThere ? "put" : "removed");
                }
            }
        }

        List<String> of(SimulatedNode node, String key) {
            return told.getOrDefault(node.id() + " " + key, List.of());
        }
    }
}
