package io.fluxgossip.benchmarks.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.benchmarks.clusters.peers.Peers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cluster of each peer forms, replicates and is measured. */
class ClustersTest {

    /** This project and the peer that starts soonest; the others take more than some seconds. */
    @ParameterizedTest
    @ValueSource(strings = {"flux direct", "jgroups tuned"})
    void aTrialFindsAllThatCanBeFound(String peer) throws Exception {
        Map<Figure, Double> found = new ConcurrentHashMap<>();
        new Trial(Peers.named(peer).orElseThrow(), 3, Course.tiny(), found::put).measure();
        assertThat(found)
                .containsKeys(
                        Figure.HEAP,
                        Figure.THREADS,
                        Figure.SEEN_P50,
                        Figure.SEEN_P99,
                        Figure.SEEN_UPDATES,
                        Figure.ONE_RATE,
                        Figure.ALL_RATE,
                        Figure.JOIN_1000,
                        Figure.STALL_HEAP,
                        Figure.STALL_RATE)
                .doesNotContainKeys(Figure.JOIN_10000, Figure.JOIN_100000);
        assertThat(found.get(Figure.ONE_RATE)).isPositive();
        assertThat(found.get(Figure.SEEN_P50)).isPositive().isFinite();
    }
}
