package io.fluxgossip.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Exchanges;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Reconciliation;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.protocol.message.DigestResponse;
import io.fluxgossip.protocol.message.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A filter instead of a digest: what one round hides the next one shows. */
class BloomTest {

    private static final String TOPIC = "t";
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final TopicConfig BLOOM =
            TopicConfig.of(TOPIC).withMode(Mode.async(INTERVAL)).withReconciliation(Reconciliation.bloom());

    private final List<Integer> found = new ArrayList<>();
    private final Simulation simulation = new Simulation(6).observe(new Observer() {
        @Override
        public void answered(NodeView at, NodeId from, Message.Answer answer) {
            answer.responses().stream()
                    .filter(DigestResponse.Found.class::isInstance)
                    .map(DigestResponse.Found.class::cast)
                    .forEach(response -> found.add(response.delta().entryCount()));
        }
    });

    /** Of 20,000 missing entries one round hides some 200, the second 2 of them. */
    @Test
    void allThatIsMissingArrivesWithinThreeRoundsAndOnlyThat() {
        TopicConfig topic = BLOOM.withExchanges(Exchanges.PULL);
        simulation.tune(config -> config.withDeltaBytes(64 << 20));
        SimulatedNode a = simulation.start("a", topic);
        SimulatedNode b = simulation.start("b", topic);
        for (int i = 0; i < 20_000; i++) {
            a.put(TOPIC, "k" + i, "v");
        }
        simulation.advance(Duration.ofSeconds(10));
        assertThat(b.state(TOPIC)).hasSize(20_000);
        found.clear();
        for (int i = 0; i < 20_000; i++) {
            a.put(TOPIC, "new" + i, "v");
        }
        simulation.advance(Duration.ofSeconds(6));
        assertThat(b.state(TOPIC)).hasSize(40_000);
        assertThat(b.replica(TOPIC).fingerprint()).isEqualTo(a.replica(TOPIC).fingerprint());
        List<Integer> news = found.stream().filter(entries -> entries > 0).toList();
        System.err.println("bloom: of 20,000 missing entries rounds found " + news);
        assertThat(news).hasSizeBetween(2, 3);
        assertThat(news.get(0)).isBetween(19_600, 19_950);
        assertThat(news.stream().mapToInt(Integer::intValue).sum())
                .as("each once")
                .isEqualTo(20_000);
    }

    @Test
    void severalWritersEndEqualWatermarksAmongThem() {
        for (int i = 0; i < 5; i++) {
            simulation.start("n" + i, BLOOM);
        }
        for (int i = 0; i < 200; i++) {
            simulation.living().get(i % 5).put(TOPIC, "k" + i % 37, "v" + i);
            simulation.advance(Duration.ofMillis(50));
        }
        simulation.advance(Duration.ofSeconds(30));
        assertThat(simulation.living())
                .extracting(node -> node.replica(TOPIC).fingerprint())
                .containsOnly(simulation.living().get(0).replica(TOPIC).fingerprint());
    }
}
