package io.fluxgossip.benchmarks.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.benchmarks.clusters.ClusterRuns.Result;
import io.fluxgossip.benchmarks.clusters.Figure;
import io.fluxgossip.benchmarks.clusters.peers.Peers;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each figure of a cluster stands in its column. */
class ClusterTablesTest {

    @Test
    void thePageHasARowForEachPeerInEachSizeAndOneOfItsSettings() {
        List<Result> results = List.of(3, 5).stream()
                .flatMap(nodes -> Peers.all().stream().map(peer -> new Result(peer, nodes, Map.of(), null)))
                .toList();
        String page = ClusterTables.of(results);
        for (var peer : Peers.all()) {
            assertThat(page.lines().filter(line -> line.startsWith("| `" + peer.name() + "` |")))
                    .hasSize(2 + 1 + 1);
        }
        assertThat(page).contains("### 3 nodes", "### 5 nodes", "among 3 nodes");
    }

    @Test
    void theBestIsNamedWhoeverItIs() {
        Result ours = result("flux direct", 2);
        Result theirs = result("jgroups", 1);
        assertThat(ClusterTables.of(List.of(ours, theirs)))
                .contains(
                        "(median): `jgroups`; a peer wins. The best of this project, `flux direct`, is at 2.00 times that");
        assertThat(ClusterTables.of(List.of(result("flux tree", 1), result("hazelcast", 4))))
                .contains("(median): `flux tree`; the best peer, `hazelcast`, is at 4.00 times that");
    }

    private static Result result(String peer, double seen) {
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.SEEN_P50, seen);
        return new Result(Peers.named(peer).orElseThrow(), 5, figures, null);
    }

    @Test
    void whatDidNotComeAboutIsSaidInWords() {
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.ONE_RATE, 0.0);
        figures.put(Figure.ONE_BYTES, 10.0);
        figures.put(Figure.JOIN_1000, Double.POSITIVE_INFINITY);
        figures.put(Figure.JOIN_10000, Double.NaN);
        Result result = new Result(Peers.all().get(0), 5, figures, "ended");
        assertThat(ClusterTables.of(List.of(result)))
                .contains("| `flux direct` | - | - | not equal | - | - | - | - | - | - | - |")
                .contains("| - | - | not in time | not filled | - | - | - |");
    }
}
