package io.fluxgossip.benchmarks.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fluxgossip.benchmarks.tables.GrowthTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** Rounds until all have an update grow as the formulas say. */
class GrowthTest {

    private final StringWriter progress = new StringWriter();
    private final Growth growth = new Growth(100, new PrintWriter(progress));

    @Test
    void roundsGrowAsTheLogarithm() throws Exception {
        List<Growth.Row> rows = growth.measure();
        assertThat(rows).extracting(Growth.Row::nodes).containsExactly(10, 30, 100);
        Growth.Row first = rows.get(0);
        Growth.Row last = rows.get(2);
        double grown = last.rumor().rounds().mean() - first.rumor().rounds().mean();
        assertThat(grown).isCloseTo(last.pittel() - first.pittel(), within(0.6));
        assertThat(progress.toString()).hasLineCount(6).contains("events a second");
        assertThat(GrowthTable.of(rows)).hasLineCount(5);
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(GrowthTable.picture(rows))))
                        .getElementsByTagName("polyline")
                        .getLength())
                .isEqualTo(4);
    }

    @Test
    void anIdleNodeTakesSoManyBytes() {
        growth.sayBytesOfAnIdleNode();
        assertThat(progress.toString()).matches("[0-9,]+ bytes for each of 10,000 nodes\\R");
    }

    @Test
    void thePageHasEverySizeAndThePictureIsBesideIt() throws IOException {
        assertThat(Files.readAllLines(Path.of("../docs/CONVERGENCE.md")).stream()
                        .filter(line -> line.matches("\\| [0-9,]+ \\|.*")))
                .hasSize(9)
                .last()
                .asString()
                .startsWith("| 100,000 |");
        assertThat(Path.of("../docs/convergence.svg")).exists();
    }
}
