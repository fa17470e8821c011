package io.fluxgossip.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Dissemination;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Message;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.Topology;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.Effect;
import io.fluxgossip.protocol.Update;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** 25 nodes, links of 100 ms, 50 updates a second from random nodes: messages of every kind against the worst arrival. */
class WindowTest {

    private static final int NODES = 25;
    private static final int UPDATES = 1_000;
    private static final String TOPIC = "t";

    record Bound(Dissemination dissemination, Duration window, double messages, long worstMillis) {}

    static Stream<Bound> bounds() {
        Dissemination star = Dissemination.flood(Topology.star());
        return Stream.of(
                new Bound(Dissemination.direct(), Duration.ZERO, 26, 150),
                new Bound(star, Duration.ofMillis(120), 5, 450),
                new Bound(star, Duration.ofMillis(240), 3, 700));
    }

    @ParameterizedTest
    @MethodSource("bounds")
    void aWindowTradesMessagesForLatency(Bound bound) {
        Meter meter = new Meter();
        Simulation simulation = new Simulation(7).observe(meter);
        meter.simulation = simulation;
        simulation.network().latency(Duration.ofMillis(100));
        TopicConfig topic = TopicConfig.of(TOPIC)
                .withMode(Mode.sync(bound.window()).repairEvery(Duration.ofSeconds(10)))
                .withDissemination(bound.dissemination());
        for (int i = 0; i < NODES; i++) {
            simulation.start(String.format("n%02d", i), topic);
        }
        simulation.advance(Duration.ofSeconds(10));
        meter.messages = 0;
        SplittableRandom random = simulation.randomForScenario();
        List<SimulatedNode> nodes = simulation.living();
        for (int i = 0; i < UPDATES; i++) {
            nodes.get(random.nextInt(NODES)).put(TOPIC, "k" + i, "v");
            simulation.advance(Duration.ofMillis(20));
        }
        simulation.advance(Duration.ofSeconds(2));
        double perUpdate = (double) meter.messages / UPDATES;
        System.err.printf(
                "window %s: %.2f messages an update, worst arrival %d ms%n",
                bound.window(), perUpdate, meter.worstMillis);
        assertThat(meter.arrivals).isEqualTo(UPDATES * (NODES - 1));
        assertThat(perUpdate).isLessThanOrEqualTo(bound.messages());
        assertThat(meter.worstMillis).isLessThanOrEqualTo(bound.worstMillis());
    }

    private static final class Meter implements Observer {
        private Simulation simulation = new Simulation(0);
        private final Map<Version, Duration> written = new HashMap<>();
        private int messages;
        private int arrivals;
        private long worstMillis;

        @Override
        public void wrote(SimulatedNode node, String topic, Entry entry) {
            written.put(entry.version(), simulation.time());
        }

        @Override
        public void sent(SimulatedNode from, NodeId to, Message message) {
            messages++;
        }

        @Override
        public void changed(SimulatedNode node, Effect.Changed changed) {
            for (Update update : changed.updates()) {
                Version version = update.entry().version();
                if (!version.origin().equals(node.id())) {
                    arrivals++;
                    Duration took = simulation.time().minus(written.getOrDefault(version, Duration.ZERO));
                    worstMillis = Math.max(worstMillis, took.toMillis());
                }
            }
        }
    }
}
