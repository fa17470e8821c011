package io.fluxgossip.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Dissemination;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.TopicConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Whole exchanges, kept as texts that can be read: src/test/resources/transcripts. A changed line is a changed
 * protocol.
 */
class TranscriptTest {

    private static final String TOPIC = "flags";
    private static final Path FILES = Path.of("src/test/resources/transcripts");

    private final Simulation simulation = new Simulation(7);
    private final Transcript transcript = Transcript.of(simulation);

    private List<SimulatedNode> start(Mode mode, String... names) {
        simulation.network().latency(Duration.ofMillis(5), Duration.ofMillis(5));
        TopicConfig topic = TopicConfig.of(TOPIC).withMode(mode).withDissemination(Dissemination.tree());
        List<SimulatedNode> nodes = simulation.startAll(List.of(names), topic);
        simulation.advance(Duration.ofSeconds(10));
        return nodes;
    }

    /** {@code -Dgossip.transcripts=write} writes them anew. */
    private void assertTranscriptIs(String name) throws IOException {
        Path file = FILES.resolve(name + ".txt");
        if ("write".equals(System.getProperty("gossip.transcripts"))) {
            Files.writeString(file, transcript.text());
        }
        assertThat(transcript.text()).isEqualTo(Files.readString(file));
    }

    @Test
    void equal() throws IOException {
        List<SimulatedNode> nodes = start(Mode.async(Duration.ofSeconds(1)), "a", "b");
        nodes.get(0).put(TOPIC, "dark-mode", "on");
        simulation.advance(Duration.ofSeconds(10));
        transcript.begin();
        simulation.advance(Duration.ofMillis(1_100));
        assertTranscriptIs("equal");
    }

    @Test
    void differing() throws IOException {
        List<SimulatedNode> nodes = start(Mode.async(Duration.ofSeconds(1)), "a", "b");
        transcript.begin();
        nodes.get(0).put(TOPIC, "dark-mode", "on");
        nodes.get(1).put(TOPIC, "beta", "off");
        nodes.get(1).remove(TOPIC, "old");
        simulation.advance(Duration.ofMillis(1_500));
        assertThat(simulation.isEqual(TOPIC)).isTrue();
        assertTranscriptIs("differing");
    }

    /** The eager push is lost; what follows it shows the gap, or an announcement does. */
    @Test
    void graft() throws IOException {
        List<SimulatedNode> nodes = start(Mode.sync().repairEvery(Duration.ofDays(1)), "a", "b", "c");
        for (int i = 0; i < 3; i++) {
            nodes.get(0).put(TOPIC, "price", "" + i);
            simulation.advance(Duration.ofSeconds(2));
        }
        transcript.begin();
        simulation.network().loss(0.999);
        nodes.get(0).put(TOPIC, "price", "lost");
        simulation.network().loss(0);
        simulation.advance(Duration.ofSeconds(3));
        assertThat(simulation.isEqual(TOPIC)).isTrue();
        assertTranscriptIs("graft");
    }
}
