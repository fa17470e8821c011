package io.fluxgossip.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Dissemination;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeConfig;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.protocol.message.DigestResponse;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.turn.Effect;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Each node has five neighbours: how often an update is sent to somebody who has it, and over how many links it goes.
 */
class PushTreeTest {

    private static final String TOPIC = "t";

    private final Meter meter = new Meter();
    private final Simulation simulation = new Simulation(3).observe(meter);
    private int keys;

    /** Without rounds, which would hide it if something did not come along the tree. */
    private List<SimulatedNode> start(int nodes) {
        return start(nodes, Duration.ofDays(1));
    }

    private List<SimulatedNode> start(int nodes, Duration repairEvery) {
        TopicConfig topic = TopicConfig.of(TOPIC)
                .withMode(Mode.sync().repairEvery(repairEvery))
                .withDissemination(Dissemination.tree());
        List<SimulatedNode> started = simulation.startAll(Names.of(nodes), topic);
        simulation.advance(Duration.ofSeconds(30));
        return started;
    }

    /** 100 nodes, links of 10 to 100 ms. */
    private List<SimulatedNode> startHundred() {
        simulation.network().latency(Duration.ofMillis(10), Duration.ofMillis(100));
        return start(100);
    }

    /** Payload copies per receiver beyond the one that is needed. */
    private double redundancyOf(SimulatedNode... writers) {
        meter.reset();
        int receivers = simulation.living().size() - 1;
        for (SimulatedNode writer : writers) {
            writer.put(TOPIC, "k" + keys++, "v");
        }
        simulation.advance(Duration.ofSeconds(5));
        assertThat(simulation.isEqual(TOPIC)).as("the update reached everyone").isTrue();
        return (double) meter.entries / receivers / writers.length - 1;
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
        SimulatedNode sender = startHundred().get(42);
        redundancyOfTheNext(10, sender);
        assertThat(redundancyOfTheNext(20, sender)).isLessThan(0.2);
        assertThat(meter.lastHop).isLessThanOrEqualTo(15);
    }

    @Test
    void withRandomSendersAnUpdateIsSentLessThanTwice() {
        List<SimulatedNode> nodes = startHundred();
        SplittableRandom random = simulation.randomForScenario();
        double sum = 0;
        int lastHop = 0;
        for (int i = 0; i < 40; i++) {
            double redundancy = redundancyOf(nodes.get(random.nextInt(nodes.size())));
            sum += i < 20 ? 0 : redundancy;
            lastHop = Math.max(lastHop, i < 20 ? 0 : meter.lastHop);
        }
        System.err.println("random senders: last hop " + lastHop + " redundancy " + sum / 20);
        assertThat(sum / 20).isLessThan(1);
        assertThat(lastHop).isLessThanOrEqualTo(18);
    }

    /**
     * Links that take long, writers that change, and a round of each node every second, which see what is on its way.
     */
    @Test
    void roundsDoNotOvertakeTheTree() {
        simulation.network().latency(Duration.ofMillis(100));
        List<SimulatedNode> nodes = start(100, Duration.ofSeconds(1));
        SplittableRandom random = simulation.randomForScenario();
        double sum = 0;
        for (int i = 0; i < 60; i++) {
            sum += redundancyOf(nodes.get(random.nextInt(nodes.size())));
        }
        System.err.println("rounds every second: redundancy " + sum / 60);
        assertThat(sum / 60).isLessThan(0.2);
    }

    @Test
    void withAllSendingAtOnceAnUpdateIsSentLessThanFourTimes() {
        SimulatedNode[] all = startHundred().toArray(SimulatedNode[]::new);
        double sum = 0;
        int lastHop = 0;
        for (int i = 0; i < 10; i++) {
            sum += redundancyOf(all);
            lastHop = Math.max(lastHop, meter.lastHop);
        }
        System.err.println("all at once: last hop " + lastHop + " redundancy " + sum / 10);
        assertThat(sum / 10).isLessThan(1);
        assertThat(lastHop).isLessThanOrEqualTo(30);
    }

    @Test
    void whenAFifthDiesTheVeryNextUpdateReachesAllOthersAndTheTreeIsMended() {
        List<SimulatedNode> nodes = startHundred();
        SimulatedNode sender = nodes.get(42);
        redundancyOfTheNext(10, sender);
        for (int i = 0; i < 100; i += 5) {
            simulation.crash(nodes.get(i).id().name());
        }
        redundancyOfTheNext(9, sender);
        assertThat(redundancyOf(sender)).isLessThan(0.5);
    }

    /** 25,000 edges: 9,999 in the tree, each of the others announced in both directions. */
    @Test
    void tenThousandNodesAreReachedByAsManyPayloadsAsThereAreReceivers() {
        simulation.network().latency(Duration.ofMillis(50));
        SimulatedNode sender = start(10_000).get(4_242);
        redundancyOfTheNext(10, sender);
        meter.reset();
        sender.put(TOPIC, "the eleventh", "v");
        simulation.advance(NodeConfig.ANNOUNCE_AFTER.minusMillis(1));
        System.err.println("10,000 nodes: " + meter.entries + " payloads, " + meter.announcements
                + " announcements, last hop " + meter.lastHop);
        assertThat(simulation.isEqual(TOPIC)).as("the update reached everyone").isTrue();
        assertThat(meter.entries).isEqualTo(9_999);
        assertThat(meter.announcements).isBetween(29_000, 31_000);
        simulation.advance(Duration.ofSeconds(5));
        assertThat(meter.announcements)
                .as("those after the last push among them, one on each edge of the tree")
                .isLessThan(41_000);
    }

    private static final class Meter implements Observer {
        private int entries;
        private int announcements;
        private int lastHop;

        void reset() {
            entries = 0;
            announcements = 0;
            lastHop = 0;
        }

        @Override
        public void sent(NodeView from, NodeId to, Message message) {
            if (message instanceof Message.Push push) {
                entries += push.delta().entryCount();
            } else if (message instanceof Message.Announce) {
                announcements++;
            } else if (message instanceof Message.Answer answer) {
                answer.responses()
                        .forEach(response -> entries += response instanceof DigestResponse.Lacking lacking
                                ? lacking.delta().entryCount()
                                : 0);
            }
        }

        @Override
        public void arrived(NodeView at, NodeId from, Message.Notice notice) {
            if (notice instanceof Message.Push push) {
                boolean news = push.delta().runs().stream()
                        .anyMatch(run -> run.upTo() > at.replica(TOPIC).watermark(run.origin()));
                lastHop = news ? Math.max(lastHop, push.hops()) : lastHop;
            }
        }

        @Override
        public void refused(NodeView node, Effect.Refused refused) {
            throw new AssertionError(refused.reason());
        }
    }
}
