package io.fluxgossip.benchmarks.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.benchmarks.simulator.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands write their tables into a page, and leave the rest of it as it is. */
class CostsCommandTest {

    private static final Path STRATEGIES = Path.of("../docs/STRATEGIES.md");

    @TempDir
    private Path folder = Path.of("replaced");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void quickWritesARowForEachStrategyAndLoss() throws IOException {
        Path page = folder.resolve("page.md");
        assertThat(execute("costs", "--quick", "--out", page.toString())).isZero();
        assertThat(rowsOf(page)).isEqualTo(rowsOf(Scenario.few())).hasSize(18);
        assertThat(Files.readString(page))
                .containsPattern("\\| `flood\\(full\\)` \\| .* \\| 81.0 \\| .* \\| 100 ms \\| 100 ms \\| none \\|")
                .containsPattern("\\| `direct` \\| .* \\| 9.0 \\| .* \\| 100 ms \\| 100 ms \\| none \\|")
                .containsPattern("ms, repaired \\| [0-9.]+ % \\|");
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).hasLineCount(18);
    }

    @Test
    void twoRunsWriteTheSameBytesAndLeaveTheWordsAround() throws IOException {
        Path page = folder.resolve("page.md");
        execute("costs", "--quick", "--out", page.toString());
        String tables = Files.readString(page);
        Files.writeString(page, "before\n" + tables.replace("81.0", "80.0") + "after\n");
        assertThat(execute("costs", "--quick", "--out", page.toString())).isZero();
        assertThat(Files.readString(page)).isEqualTo("before\n" + tables + "after\n");
    }

    @Test
    void withoutAPageTheTablesGoToStdout() {
        assertThat(execute("costs", "--quick")).isZero();
        assertThat(out.toString()).startsWith("## 10 nodes, nothing is lost\n").endsWith(" |\n");
    }

    @Test
    void thePageInTheDocumentationHasTheRowsOfTheFullCommand() throws IOException {
        assertThat(rowsOf(STRATEGIES)).isEqualTo(rowsOf(Scenario.all()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"                          | benchmarks: Missing required subcommand",
                "fly                           | benchmarks: Unmatched argument at index 0: 'fly'",
                "costs --colour red            | benchmarks costs: Unknown options: '--colour', 'red'",
                "costs --quick now             | benchmarks costs: Unmatched argument at index 2: 'now'",
                "costs --out                   | benchmarks costs: Missing required parameter for option '--out' (<page>)",
                "costs --out no/such/folder/p  | benchmarks costs: --out: no page can be written at 'no/such/folder/p'",
                "costs --out src               | benchmarks costs: --out: no page can be written at 'src'",
                "reconciliation --out src      | benchmarks reconciliation: --out: no page can be written at 'src'",
                "costs --out pom.xml           | benchmarks costs: --out: 'pom.xml' has no markers",
                "clusters --nodes 5,1          | benchmarks clusters: --nodes: a cluster has 2 to 64 nodes, not 1",
                "clusters --nodes many         | benchmarks clusters: Invalid value for option '--nodes' (<n>)",
                "clusters --peer nobody        | benchmarks clusters: Invalid value for option '--peer' (<peer>): there is no peer",
                "clusters --out src            | benchmarks clusters: --out: no page can be written at 'src'",
                "trial --nodes 3               | benchmarks trial: Missing required option: '--peer=<peer>'",
                "trial --nodes 3 --peer nobody | benchmarks trial: Invalid value for option '--peer': there is no peer",
                "edge fast                     | benchmarks edge: Unmatched argument at index 1: 'fast'",
                "edge --out src                | benchmarks edge: --out: no page can be written at 'src'",
                "jmh --out src                 | benchmarks jmh: --out: no page can be written at 'src'",
                "report --out pom.xml          | benchmarks report: --out: 'pom.xml' has no markers"
            })
    void aBadArgumentIsOneLineOnStderrAndStatus2(String line, String message) {
        assertThat(execute(line.isEmpty() ? new String[0] : line.split(" ", -1)))
                .isEqualTo(2);
        assertThat(err.toString()).startsWith(message).hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    /** Strategy by strategy, each with the heading of its table. */
    private static List<String> rowsOf(Path page) throws IOException {
        List<String> rows = new ArrayList<>();
        String heading = "";
        for (String line : Files.readAllLines(page)) {
            heading = line.startsWith("## ") ? line : heading;
            if (line.startsWith("| `")) {
                rows.add(heading + ": " + line.substring(3, line.indexOf('`', 3)));
            }
        }
        return rows;
    }

    private static List<String> rowsOf(List<Scenario> scenarios) {
        return scenarios.stream()
                .map(scenario -> String.format(
                        "## %s nodes, %s: %s",
                        scenario.nodes() == 1_000 ? "1,000" : scenario.nodes(),
                        scenario.loss() == 0 ? "nothing is lost" : "10 % is lost",
                        scenario.strategy()))
                .toList();
    }

    private int execute(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
