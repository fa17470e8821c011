package io.fluxgossip.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Limits;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.protocol.message.DigestResponse;
import io.fluxgossip.protocol.message.Message;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * A node that has no room for some keys goes on with all others, and costs its peers next to nothing. Found in review.
 */
class FullTopicTest {

    private static final String TOPIC = "t";

    private final Traffic traffic = new Traffic();
    private final Simulation simulation = new Simulation(5).observe(traffic);

    private static TopicConfig topic(int maxKeys, Mode mode) {
        return TopicConfig.of(TOPIC).withMode(mode).withLimits(Limits.DEFAULT.withMaxKeys(maxKeys));
    }

    @Test
    void keysThatAreThereGoOnBeingUpdatedBehindOneThatWasRefused() {
        TopicConfig three = topic(3, Mode.async(Duration.ofSeconds(1)));
        SimulatedNode a = simulation.start("a", three);
        SimulatedNode b = simulation.start("b", three);
        a.put(TOPIC, "x", "1");
        b.put(TOPIC, "y", "1");
        simulation.advance(Duration.ofSeconds(5));
        a.put(TOPIC, "p", "only here");
        b.put(TOPIC, "q", "only here");
        simulation.advance(Duration.ofSeconds(5));
        a.put(TOPIC, "x", "2");
        b.put(TOPIC, "y", "2");
        simulation.advance(Duration.ofSeconds(5));
        assertThat(a.state(TOPIC)).containsEntry("y", "2").containsEntry("p", "only here");
        assertThat(b.state(TOPIC)).containsEntry("x", "2").containsEntry("q", "only here");
    }

    /** Five peers meet it some 120 times each in ten minutes, and tell it the rest the 1st, 2nd, 4th, ... 64th time. */
    @Test
    void whatWasRefusedIsNotAskedForAgainAndToldLessAndLessOften() {
        Mode sync = Mode.sync();
        for (int i = 0; i < 5; i++) {
            simulation.start("n" + i, topic(100_000, sync));
        }
        for (int i = 0; i < 2_000; i++) {
            simulation.living().get(i % 5).put(TOPIC, "k" + i, "v".repeat(100));
        }
        simulation.advance(Duration.ofSeconds(5));
        SimulatedNode small = simulation.start("small", topic(100, sync));
        simulation.advance(Duration.ofMinutes(1));
        assertThat(small.replica(TOPIC).size()).isEqualTo(100);
        traffic.entries = 0;
        simulation.advance(Duration.ofMinutes(10));
        assertThat(traffic.entries).as("entries sent in ten idle minutes").isLessThan(5 * 7 * 2_000);
    }

    private static final class Traffic implements Observer {
        private long entries;

        @Override
        public void sent(NodeView from, NodeId to, Message message) {
            if (message instanceof Message.Push push) {
                entries += push.delta().entryCount();
            } else if (message instanceof Message.State state) {
                entries += state.delta().entryCount();
            } else if (message instanceof Message.Answer answer) {
                answer.responses()
                        .forEach(response -> entries += response instanceof DigestResponse.Lacking lacking
                                ? lacking.delta().entryCount()
                                : 0);
            }
        }
    }
}
