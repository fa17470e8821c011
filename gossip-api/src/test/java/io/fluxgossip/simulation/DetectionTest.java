package io.fluxgossip.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fluxgossip.model.Detection;
import io.fluxgossip.model.MemberStatus;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeConfig.Selection;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.turn.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is found to have failed, how soon, and at what cost; a period is 300 ms. */
class DetectionTest {

    private static final Duration PERIOD = Duration.ofMillis(300);
    private static final Detection PROBING = Detection.probing().every(PERIOD);
    private static final Detection HEARTBEATS = Detection.heartbeats().every(PERIOD);

    /** How often half of all messages are lost for long: half an hour 20 times with {@code -Dgossip.seeds=20}. */
    private static final int SEEDS = Math.min(20, Integer.getInteger("gossip.seeds", 1));

    private static final Duration LONG = Duration.ofMinutes(SEEDS > 1 ? 30 : 5);

    private static final class Cluster implements Observer {
        private final Simulation simulation;
        private final int nodes;
        private final List<Effect.MemberChanged> failures = new ArrayList<>();
        private long exchanges;
        private long notices;
        private NodeId asked = new NodeId("nobody", 0);

        Cluster(long seed, int nodes, Detection detection, Selection selection) {
            this.nodes = nodes;
            this.simulation = new Simulation(seed)
                    .membership(detection)
                    .tune(config -> config.withMaxLinks(nodes).withSelection(selection))
                    .observe(this);
            simulation.network().latency(Duration.ofMillis(1), Duration.ofMillis(20));
            simulation.startAll(Names.of(nodes), TopicConfig.of("t").withMode(Mode.async(Duration.ofSeconds(10))));
            simulation.advance(Duration.ofSeconds(10));
        }

        static Cluster of(long seed, int nodes, Detection detection) {
            return new Cluster(seed, nodes, detection, Selection.SHUFFLED);
        }

        @Override
        public void memberChanged(NodeView node, Effect.MemberChanged changed) {
            if (changed.now().state() == MemberStatus.FAILED) {
                failures.add(changed);
            }
        }

        @Override
        public void sent(NodeView from, NodeId to, Message message) {
            if (message instanceof Message.Exchange) {
                asked = to;
            }
            if (message instanceof Message.Exchange || message instanceof Message.Answer) {
                exchanges++;
            } else {
                notices++;
            }
        }

        void forgetMessages() {
            exchanges = 0;
            notices = 0;
        }

        /** The time until everyone else says that it has failed. */
        Duration kill(String name) {
            Duration start = simulation.time();
            simulation.crash(name);
            boolean all = simulation.runUntil(() -> failures.size() == nodes - 1, Duration.ofMinutes(2));
            assertThat(all).as("all say that %s has failed", name).isTrue();
            assertThat(failures)
                    .as("nobody else has failed")
                    .allMatch(failure -> failure.now().member().name().equals(name));
            return simulation.time().minus(start);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void byHeartbeatsAKilledNodeIsFoundToo(long seed) {
        Cluster cluster = Cluster.of(seed, 100, HEARTBEATS);
        cluster.simulation.network().loss(0.1);
        cluster.simulation.advance(Duration.ofMinutes(3));
        assertThat(cluster.failures).as("nobody has failed").isEmpty();
        Duration took = cluster.kill("n00042");
        System.err.println("heartbeats, a tenth lost: failed everywhere after " + took);
        assertThat(took).isLessThan(Duration.ofSeconds(40));
    }

    @Test
    void howeverLongHalfIsLostNobodyFails() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Cluster cluster = Cluster.of(seed, 100, PROBING);
            cluster.simulation.network().loss(0.5);
            cluster.simulation.advance(LONG);
            System.err.println(
                    "half lost for " + LONG + ", seed " + seed + ": " + cluster.failures.size() + " failures");
            assertThat(cluster.failures).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aNodeOnLinksThatAreAHundredTimesSlowerMakesNobodyElseFail(long seed) {
        Cluster cluster = Cluster.of(seed, 100, PROBING);
        cluster.simulation.network().slow("n00042", 100);
        cluster.simulation.advance(Duration.ofMinutes(5));
        assertThat(cluster.failures)
                .allMatch(failure -> failure.now().member().name().equals("n00042"));
    }

    /** SWIM: e / (e - 1) periods, where each node asks any other. */
    @Test
    void theFirstProbeOfADeadNodeComesAfterAsManyPeriodsAsTheLiteratureSays() {
        int kills = 400;
        double sum = 0;
        double squares = 0;
        Cluster cluster = new Cluster(7, 100, PROBING, Selection.UNIFORM);
        NodeId target = cluster.simulation.node("n00042").id();
        for (int i = 0; i < kills; i++) {
            cluster.simulation.advance(PERIOD.dividedBy(7));
            Duration start = cluster.simulation.time();
            cluster.asked = new NodeId("nobody", 0);
            cluster.simulation.runUntil(() -> cluster.asked.equals(target), Duration.ofSeconds(60));
            double periods =
                    Math.ceil((double) cluster.simulation.time().minus(start).toNanos() / PERIOD.toNanos());
            sum += periods;
            squares += periods * periods;
        }
        double mean = sum / kills;
        double error = Math.sqrt((squares / kills - mean * mean) / kills);
        System.err.printf("the first probe comes in period %.3f (s.e. %.3f), literature 1.58%n", mean, error);
        assertThat(mean).isCloseTo(Math.E / (Math.E - 1), within(3.5 * error));
    }

    /** Exchanges are two messages a node and period; a member that is gone and messages that are lost cost others. */
    @ParameterizedTest
    @ValueSource(ints = {20, 100, 300})
    void beyondExchangesNobodySendsMoreThanTwoMessagesAPeriod(int nodes) {
        Cluster cluster = Cluster.of(3, nodes, PROBING);
        cluster.simulation.network().loss(0.1);
        cluster.simulation.crash("n00007");
        cluster.forgetMessages();
        cluster.simulation.advance(Duration.ofSeconds(30));
        double perNodeAndPeriod = cluster.notices / 100.0 / (nodes - 1);
        System.err.printf(
                "%d nodes, one killed, a tenth lost: %.2f messages per node and period, and %.2f of exchanges%n",
                nodes, perNodeAndPeriod, cluster.exchanges / 100.0 / (nodes - 1));
        assertThat(perNodeAndPeriod).isLessThan(2);
    }
}
