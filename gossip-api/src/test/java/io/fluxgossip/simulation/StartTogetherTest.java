package io.fluxgossip.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.protocol.message.Message;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hundred nodes that start at the same moment do not ask at the same moment. */
class StartTogetherTest {

    private static final int SEEDS = 20;
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** Of 100 ms each; in the tenth one the second rounds of the earliest begin. */
    private static final int TENTHS = 9;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theExchangesOfTheFirstSecondAreSpreadEvenly(boolean sync) {
        Mode mode = sync ? Mode.sync().repairEvery(INTERVAL) : Mode.async(INTERVAL);
        int[] exchanges = new int[TENTHS];
        for (int seed = 0; seed < SEEDS; seed++) {
            count(seed, mode, exchanges);
        }
        System.err.println(mode + ": exchanges in tenths of the first second " + Arrays.toString(exchanges));
        double even = Arrays.stream(exchanges).average().orElseThrow();
        assertThat(even).isGreaterThan(SEEDS * 100.0 / 10);
        for (int tenth : exchanges) {
            assertThat(tenth / even).as("share of a tenth of a second").isBetween(0.7, 1.3);
        }
    }

    private static void count(int seed, Mode mode, int[] exchanges) {
        Simulation simulation = new Simulation(seed);
        simulation.network().latency(Duration.ofMillis(1), Duration.ofMillis(5));
        simulation.observe(new Observer() {
            @Override
            public void sent(NodeView from, NodeId to, Message message) {
                int tenth = (int) (simulation.time().toMillis() / 100);
                if (message instanceof Message.Exchange && tenth < TENTHS) {
                    exchanges[tenth]++;
                }
            }
        });
        simulation.startAll(
                IntStream.range(0, 100).mapToObj(i -> "n" + i).toList(),
                TopicConfig.of("t").withMode(mode));
        simulation.advance(INTERVAL);
    }
}
