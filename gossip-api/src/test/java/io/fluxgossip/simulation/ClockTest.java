package io.fluxgossip.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Dissemination;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.Topology;
import io.fluxgossip.protocol.turn.Counter;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Clocks may be wrong, and may be set right while nodes run: what waits goes on waiting by the time that has gone by.
 */
class ClockTest {

    private static final String TOPIC = "t";
    private static final TopicConfig PUSHED = TopicConfig.of(TOPIC)
            .withMode(Mode.sync().repairEvery(Duration.ofHours(1)))
            .withDissemination(Dissemination.flood(Topology.full()));

    private final Simulation simulation = new Simulation(11);

    @BeforeEach
    void distance() {
        simulation.network().latency(Duration.ofMillis(5), Duration.ofMillis(5));
    }

    @Test
    void aWriterWhoseClockIsSetBackStillTellsWhatWasLost() {
        SimulatedNode writer = simulation.start("a", PUSHED);
        SimulatedNode reader = simulation.start("b", PUSHED);
        simulation.advance(Duration.ofSeconds(5));
        simulation.network().loss(1);
        writer.put(TOPIC, "k", "lost");
        simulation.advance(Duration.ofMillis(100));
        simulation.network().loss(0);
        writer.setClock(Duration.ofHours(-1));
        simulation.advance(Duration.ofSeconds(5));
        assertThat(reader.state(TOPIC)).containsEntry("k", "lost");
    }

    @Test
    void aWriteAfterTheClockWasSetBackIsLaterThanThoseBefore() {
        SimulatedNode writer = simulation.start("a", PUSHED);
        SimulatedNode reader = simulation.start("b", PUSHED);
        writer.put(TOPIC, "k", "before");
        simulation.advance(Duration.ofSeconds(1));
        writer.setClock(Duration.ofMinutes(-5));
        writer.put(TOPIC, "k", "after");
        simulation.advance(Duration.ofSeconds(1));
        assertThat(reader.state(TOPIC)).containsEntry("k", "after");
    }

    /**
     * Its clock is beyond what is believed, so the other takes nothing of it: it asks at the 1st, 2nd, 4th and every
     * 8th look.
     */
    @Test
    void whatCannotBeHadIsAskedForLessAndLessOften() {
        SimulatedNode early = simulation.start("a", Duration.ofMinutes(10), PUSHED);
        SimulatedNode reader = simulation.start("b", PUSHED);
        for (int i = 0; i < 600; i++) {
            early.put(TOPIC, "k" + i, "v");
            simulation.advance(Duration.ofMillis(100));
        }
        early.put(TOPIC, "last", "v");
        simulation.advance(Duration.ofMinutes(10));
        assertThat(reader.state(TOPIC)).isEmpty();
        assertThat(reader.core().counters().get(Counter.GAP_PULLS)).isPositive().isLessThan(100);
    }
}
