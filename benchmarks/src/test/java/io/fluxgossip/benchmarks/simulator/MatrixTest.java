package io.fluxgossip.benchmarks.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Reconciliation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The default form of digest costs little more than the best one. */
class MatrixTest {

    private static final Path PAGE = Path.of("../docs/RECONCILIATION.md");

    @Test
    void theDefaultIsNeverFarFromTheBest() {
        List<Matrix.Row> told = Collections.synchronizedList(new ArrayList<>());
        List<Matrix.Row> rows = new Matrix(Cell.few(), told::add).measure();
        assertThat(rows)
                .hasSameSizeAs(Cell.few())
                .allMatch(Matrix.Row::holds)
                .allMatch(row -> row.bytes().values().stream().allMatch(bytes -> bytes > 0));
        assertThat(told).containsExactlyInAnyOrderElementsOf(rows);
    }

    /** Where sketches and digests matter most; the command does the rest. */
    @Test
    void norAmongAThousandOriginsAndAHundredThousandKeys() {
        List<Cell> cells = Cell.all().stream()
                .filter(cell -> cell.origins() == 1_000 && cell.keys() == 100_000 && cell.missing() <= 100)
                .toList();
        assertThat(cells).hasSize(5);
        assertThat(new Matrix(cells, row -> {}).measure()).allMatch(Matrix.Row::holds);
    }

    @Test
    void theBoundIsByTheBestOfTheOthers() {
        Map<Reconciliation, Long> bytes = new EnumMap<>(
                Map.of(Reconciliation.HANDSHAKE, 1_000L, Reconciliation.BLOOM, 2_000L, Reconciliation.AUTO, 1_364L));
        Matrix.Row row = new Matrix.Row(Cell.few().get(0), bytes);
        assertThat(row.best()).isEqualTo(Reconciliation.HANDSHAKE);
        assertThat(row.holds()).isTrue();
        bytes.put(Reconciliation.AUTO, 1_365L);
        assertThat(row.holds()).isFalse();
    }

    @Test
    void thePageInTheDocumentationHasARowForEachCell() throws IOException {
        List<String> rows = Files.readAllLines(PAGE).stream()
                .filter(line -> line.matches("\\| [0-9,]+ \\|.*"))
                .toList();
        assertThat(rows).hasSameSizeAs(Cell.all());
    }
}
