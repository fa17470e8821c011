package io.fluxgossip.benchmarks.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.benchmarks.clusters.ClusterRuns.Result;
import io.fluxgossip.benchmarks.clusters.Figure;
import io.fluxgossip.benchmarks.clusters.peers.Peer;
import io.fluxgossip.benchmarks.clusters.peers.Peers;
import io.fluxgossip.benchmarks.edge.EdgeRuns;
import io.fluxgossip.benchmarks.jmh.CodecBenchmark;
import io.fluxgossip.benchmarks.jmh.CoreBenchmark;
import io.fluxgossip.benchmarks.jmh.JmhRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report has all its parts, and says which lines hold. */
class ReportTest {

    private static final Path PAGE = Path.of("../docs/benchmarks.md");

    @TempDir
    private Path folder = Path.of("replaced");

    private final List<String> told = new ArrayList<>();

    /** As little as can be, of everything but the clusters, which have a test of their own. */
    @Test
    void aReportHasARowForEachThingAndAPictureOfSome() throws Exception {
        EdgeRuns.Result edge = new EdgeRuns(EdgeRuns.Size.TINY, told::add).measure();
        JmhRuns.Results jmh =
                new JmhRuns(JmhRuns.Size.TINY, List.of(CodecBenchmark.class, CoreBenchmark.class), told::add).measure();
        Result cluster = new Result(Peers.all().get(0), 3, Map.of(Figure.SEEN_P50, 1.5), null);
        Report report = new Report(true, List.of(), edge, jmh, List.of(cluster));

        assertThat(report.text())
                .contains("| 1,000 x 64 B, a key each |", "| 1,000 x 1 KiB, 500 keys |", "| one update of 64 B")
                .contains("| `Codec.read 1` |", "| `Codec.write 100` |", "| `Codec.byHand 100` |")
                .contains("| `Core.write` |", "| `Core.heard 1` |", "| `Core.heard 100` |")
                .contains("| `Core.digest` |", "| `Core.delta` |", "Heap of one entry")
                .contains("### 3 nodes", "Machine: ", "JGroups 5")
                .contains("| no such peer was there in time | - |", "| no peer was equal in time | **no** |")
                .contains("benchmarks.jar report --quick`", "benchmarks.jar edge --quick`")
                .doesNotContain("${");
        report.drawBeside(folder.resolve("benchmarks.md"));
        assertThat(Files.readString(folder.resolve("benchmarks-latency.svg")))
                .contains("3 nodes: a write until all have it", ">flux direct<", ">1.50 ms<")
                .endsWith("</svg>\n");
        assertThat(folder.resolve("benchmarks-edge.svg")).isNotEmptyFile();
        assertThat(told).contains("edge: one at a time", "jmh: CodecBenchmark");
    }

    @Test
    void thePageInTheDocumentationHasARowForEachThing() throws IOException {
        String page = Files.readString(PAGE);
        for (Peer peer : Peers.few()) {
            assertThat(page).contains("| `" + peer.name() + "` |");
        }
        assertThat(page)
                .contains("x 64 B, a key each |", "x 1 KiB, a key each |", "| one update of 64 B")
                .contains(
                        "| `Core.heard 100` |", "| `Store.underWrites.read` |", "| `Changes.putUntilAllAreTold 100` |")
                .contains("| `Simulator.advance` |", "| `Flat.put 1000000x1000` |", "Heap of one entry");
    }

    @Test
    void figuresHaveThreeDigits() {
        assertThat(NumberText.number(0.9994)).isEqualTo("1.00");
        assertThat(NumberText.number(12.34)).isEqualTo("12.3");
        assertThat(NumberText.number(123_456)).isEqualTo("123,000");
        assertThat(NumberText.bytes(999)).isEqualTo("999 B");
        assertThat(NumberText.bytes(1_234)).isEqualTo("1.23 kB");
        assertThat(NumberText.bytes(2_345_678)).isEqualTo("2.35 MB");
    }
}
