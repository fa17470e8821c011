package io.fluxgossip.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxgossip.Codec;
import io.fluxgossip.Topic;
import io.fluxgossip.TopicSpec;
import io.fluxgossip.model.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The test kit: faults are seen, time goes by, and the same seed gives the same run. */
class SimulatedClusterTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final TopicSpec<String, String> FLAGS = TopicSpec.of("flags", Codec.utf8(), Codec.utf8());

    private static void put(Topic<String, String> topic, String key, String value) {
        Objects.requireNonNull(topic.put(key, value).block());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsWrittenOnBothSidesOfAPartitionIsEverywhereAfterIt(boolean sync) {
        try (SimulatedCluster cluster = SimulatedCluster.of(5, 42)) {
            List<Topic<String, String>> flags = cluster.topics(FLAGS.mode(sync ? Mode.sync() : Mode.async(SECOND)));
            cluster.advance(SECOND);
            cluster.partition("n1", "n2");
            put(flags.get(0), "a", "left");
            put(flags.get(4), "b", "right");
            cluster.advance(Duration.ofSeconds(5));
            assertThat(flags.get(1).get("a")).isEqualTo("left");
            assertThat(flags.get(3).get("a")).isNull();
            cluster.heal();
            assertThat(cluster.runUntilConverged()).isLessThan(Duration.ofMinutes(1));
            assertThat(flags).allSatisfy(topic -> {
                assertThat(topic.get("a")).isEqualTo("left");
                assertThat(topic.get("b")).isEqualTo("right");
            });
        }
    }

    @Test
    void aNodeThatCrashesIsFoundOutAndGetsEverythingWhenItStartsAgain() {
        try (SimulatedCluster cluster = SimulatedCluster.of(3, 1)) {
            List<String> events = new ArrayList<>();
            List<Topic<String, String>> flags = cluster.topics(FLAGS);
            cluster.node("n1").members().subscribe(event -> events.add(event.toString()));
            put(flags.get(2), "k", "v");
            cluster.runUntilConverged();
            cluster.crash("n3");
            assertThat(cluster.nodes()).hasSize(2);
            cluster.advance(Duration.ofSeconds(30));
            assertThat(events).anyMatch(event -> event.startsWith("Failed") && event.contains("n3"));
            assertThatThrownBy(() -> cluster.restart("n2")).hasMessageContaining("n2 is up");

            Topic<String, String> anew = cluster.restart("n3").topic(FLAGS);
            assertThat(anew.get("k")).isNull();
            cluster.runUntilConverged();
            assertThat(anew.get("k")).isEqualTo("v");
        }
    }

    @Test
    void aNodeThatStandsStillHearsOfItLater() {
        try (SimulatedCluster cluster = SimulatedCluster.of(3, 1)) {
            List<Topic<String, String>> flags = cluster.topics(FLAGS);
            cluster.advance(SECOND);
            cluster.pause("n3", Duration.ofSeconds(2));
            put(flags.get(0), "k", "v");
            cluster.advance(SECOND);
            assertThat(flags.get(1).get("k")).isEqualTo("v");
            assertThat(flags.get(2).get("k")).isNull();
            cluster.advance(Duration.ofSeconds(2));
            assertThat(flags.get(2).get("k")).isEqualTo("v");
        }
    }

    @Test
    void latencyIsThatOfEachMessage() {
        try (SimulatedCluster cluster = SimulatedCluster.of(2, 1).latency(Duration.ofMillis(300))) {
            List<Topic<String, String>> flags = cluster.topics(FLAGS);
            cluster.advance(Duration.ofSeconds(5));
            put(flags.get(0), "k", "v");
            cluster.advance(Duration.ofMillis(299));
            assertThat(flags.get(1).get("k")).isNull();
            cluster.advance(Duration.ofMillis(2));
            assertThat(flags.get(1).get("k")).isEqualTo("v");
        }
    }

    /** 100,000 entries do not fit into an exchange. */
    @Test
    void aLateJoinerStreamsWhatIsThere() {
        try (SimulatedCluster cluster = SimulatedCluster.of(2, 1)) {
            Topic<String, String> first = cluster.node("n1").topic(FLAGS);
            for (int i = 0; i < 20_000; i++) {
                put(first, "key" + i, "value");
            }
            Topic<String, String> late = cluster.node("n2").topic(FLAGS);
            cluster.runUntilConverged();
            assertThat(late.get("key19999")).isEqualTo("value");
        }
    }

    @Test
    void theSameSeedIsTheSameRun() {
        assertThat(changesOfARun(7)).isEqualTo(changesOfARun(7)).isNotEqualTo(changesOfARun(8));
    }

    private static List<String> changesOfARun(long seed) {
        List<String> seen = new ArrayList<>();
        try (SimulatedCluster cluster =
                SimulatedCluster.of(4, seed).loss(0.3).latency(Duration.ofMillis(1), Duration.ofMillis(200))) {
            List<Topic<String, String>> flags = cluster.topics(FLAGS);
            flags.get(3).changes().subscribe(change -> seen.add(cluster.time() + " " + change.getClass()));
            for (int i = 0; i < 20; i++) {
                put(flags.get(i % 3), "k" + i, "v");
                cluster.advance(Duration.ofMillis(100));
            }
            cluster.runUntilConverged();
        }
        return seen;
    }

    @Test
    void whoNeverAgreesIsNamed() {
        try (SimulatedCluster cluster = SimulatedCluster.of(2, 1)) {
            List<Topic<String, String>> flags = cluster.topics(FLAGS);
            cluster.partition("n1");
            put(flags.get(0), "k", "v");
            assertThatThrownBy(cluster::runUntilConverged)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageMatching(
                            "node n1@.* and node n2@.* differ in topic 'flags' after PT10M of virtual time");
        }
    }

    @Test
    void badArgumentsAreRefused() {
        assertThatThrownBy(() -> SimulatedCluster.of(0, 1)).hasMessageContaining("1 node or more, was 0");
        try (SimulatedCluster cluster = SimulatedCluster.of(1, 1)) {
            assertThatThrownBy(() -> cluster.node("n9")).hasMessageContaining("no node is called 'n9'; there are [n1]");
            assertThatThrownBy(() -> cluster.partition("n9")).hasMessageContaining("no node is called 'n9'");
            assertThatThrownBy(() -> cluster.loss(2)).hasMessageContaining("loss must be 0 to 1");
        }
    }

    @Test
    void aValueThatLivesForAgesDoesNotStopTheClock() {
        try (SimulatedCluster cluster = SimulatedCluster.of(1, 1)) {
            Topic<String, String> flags = cluster.topics(FLAGS).get(0);
            Objects.requireNonNull(
                    flags.put("k", "v", Duration.ofMillis(Long.MAX_VALUE)).block());
            cluster.advance(SECOND);
            assertThat(flags.get("k")).isEqualTo("v");
        }
    }
}
