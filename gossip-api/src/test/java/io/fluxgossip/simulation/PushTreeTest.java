package io.fluxgossip.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Dissemination;
import io.fluxgossip.model.Message;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.protocol.Effect;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** 100 nodes, each with five neighbours, links of 10 to 100 ms: how often an update is sent to somebody who has it. */
class PushTreeTest {

    private static final int NODES = 100;
    private static final String TOPIC = "t";

    private final Meter meter = new Meter();
    private final Simulation simulation = new Simulation(3).observe(meter);
    private int keys;

    PushTreeTest() {
        simulation.network().latency(Duration.ofMillis(10), Duration.ofMillis(100));
        TopicConfig topic = TopicConfig.of(TOPIC)
                .withMode(Mode.sync().repairEvery(Duration.ofDays(1)))
                .withDissemination(Dissemination.tree());
        for (int i = 0; i < NODES; i++) {
            simulation.start(String.format("n%03d", i), topic);
        }
        simulation.advance(Duration.ofSeconds(30));
    }

    /** Payload copies per receiver beyond the one that is needed. */
    private double redundancyOf(SimulatedNode writer) {
        meter.entries = 0;
        int receivers = simulation.living().size() - 1;
        writer.put(TOPIC, "k" + keys++, "v");
        simulation.advance(Duration.ofSeconds(5));
        assertThat(simulation.isEqual(TOPIC)).as("the update reached everyone").isTrue();
        return (double) meter.entries / receivers - 1;
    }

    private double redundancyOfTheNext(int updates, SimulatedNode writer) {
        double sum = 0;
        for (int i = 0; i < updates; i++) {
            sum += redundancyOf(writer);
        }
        return sum / updates;
    }

    @Test
    void withOneSenderAlmostNothingIsSentTwice() {
        SimulatedNode sender = simulation.node("n042");
        redundancyOfTheNext(10, sender);
        assertThat(redundancyOfTheNext(20, sender)).isLessThan(0.2);
    }

    @Test
    void withRandomSendersAnUpdateIsSentLessThanTwice() {
        SplittableRandom random = simulation.randomForScenario();
        List<SimulatedNode> nodes = simulation.living();
        double sum = 0;
        for (int i = 0; i < 40; i++) {
            double redundancy = redundancyOf(nodes.get(random.nextInt(NODES)));
            sum += i < 20 ? 0 : redundancy;
        }
        assertThat(sum / 20).isLessThan(1);
    }

    @Test
    void whenAFifthDiesTheVeryNextUpdateReachesAllOthersAndTheTreeIsMended() {
        SimulatedNode sender = simulation.node("n042");
        redundancyOfTheNext(10, sender);
        for (int i = 0; i < 100; i += 5) {
            simulation.crash(String.format("n%03d", i));
        }
        redundancyOfTheNext(9, sender);
        assertThat(redundancyOf(sender)).isLessThan(0.5);
    }

    private static final class Meter implements Observer {
        private int entries;

        @Override
        public void sent(SimulatedNode from, NodeId to, Message message) {
            if (message instanceof Message.Push push) {
                entries += push.delta().entryCount();
            } else if (message instanceof Message.Answer answer) {
                answer.replies()
                        .forEach(reply -> entries += reply instanceof io.fluxgossip.model.Reply.Lacking lacking
                                ? lacking.delta().entryCount()
                                : 0);
            }
        }

        @Override
        public void refused(SimulatedNode node, Effect.Refused refused) {
            throw new AssertionError(refused.reason());
        }
    }
}
