package io.fluxgossip.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the command prints, against what is published and what can be computed. */
class SimulateTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String line) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(("simulate " + line).strip().split(" +"));
    }

    private JsonNode json(String line) {
        assertThat(execute(line + " --json")).as(err.toString()).isZero();
        assertThat(out.toString()).hasLineCount(1);
        return new JsonMapper().readTree(out.toString());
    }

    private static double at(JsonNode curve, double millis) {
        for (JsonNode point : curve) {
            if (point.path("t").doubleValue() == millis) {
                return 100 * point.path("coverage").doubleValue();
            }
        }
        throw new AssertionError("no point at " + millis + " ms: " + curve);
    }

    /** HashiCorp's simulator prints these. */
    @ParameterizedTest
    @CsvSource({
        "'',            10,   0,      3.125",
        "'',            10,   600,   74.384",
        "'',            10, 1_200,   99.619",
        "'',            10, 1_800,   99.996",
        "--nodes 1000,  12, 1_000,   64.365",
        "--nodes 1000,  12, 2_200,   99.993",
        "--loss 0.99,  100, 19_800,  12.466"
    })
    void theModelIsThatOfHashiCorp(String options, int points, String millis, double percent) {
        String[] given = options.isEmpty() ? new String[0] : options.split(" ");
        SimulateCommand command = new SimulateCommand();
        new CommandLine(command).parseArgs(given);
        JsonNode model = ConvergenceJson.points(command.model().curve());
        assertThat(model).hasSize(points);
        assertThat(at(model, Double.parseDouble(millis.replace("_", "")))).isCloseTo(percent, within(0.0006));
        assertThat(model.get(points - 1).path("t").doubleValue()).isEqualTo(200.0 * (points - 1));
    }

    /** Within 3.5 standard errors of a hundred runs, at the spread that these distributions have. */
    @ParameterizedTest
    @CsvSource({
        "--nodes 25 --mode async --timers aligned --interval 1s,                        4.77, 0.21",
        "--nodes 100 --mode async --timers aligned --interval 1s,                       6.53, 0.18",
        "--nodes 100 --mode async --timers aligned --interval 1s --exchange pull,       9.79, 0.46",
        "--nodes 100 --mode async --timers exponential --interval 1s,                   5.13, 0.33",
        "--nodes 30 --timers aligned --interval 1s --stop never --repair off,           4.23, 0.17",
        "--nodes 100 --timers aligned --interval 1s --stop never --repair off,          5.64, 0.18"
    })
    void theLastNodeHearsWhenTheLiteratureSays(String options, double rounds, double tolerance) {
        JsonNode found = json(options + " --runs 100");
        assertThat(found.path("complete").doubleValue()).isEqualTo(1);
        assertThat(found.path("rounds").path("mean").doubleValue()).isCloseTo(rounds, within(tolerance));
    }

    /** Table 1 of Demers et al.: traffic is updates sent for each node. */
    @ParameterizedTest
    @CsvSource({"1, 0.18, 0.020, 1.7", "2, 0.037, 0.009, 3.3", "3, 0.011, 0.005, 4.5"})
    void rumorsEndAsInThePaper(int k, double residue, double tolerance, double traffic) {
        JsonNode found = json("--nodes 1000 --fanout 1 --stop useless:" + k
                + " --timers aligned --interval 1s --repair off --runs 8");
        assertThat(found.path("residue").doubleValue()).isCloseTo(residue, within(tolerance));
        assertThat(found.path("payloads").doubleValue() / 1_000).isCloseTo(traffic, within(0.1));
    }

    /** 25 nodes, one update: what each shape takes, exactly. */
    @ParameterizedTest
    @CsvSource({
        "--dissemination flood --topology grid,   56,  800",
        "--dissemination flood --topology line,   24, 2400",
        "--dissemination flood --topology tree4,  24,  500",
        "--dissemination flood --topology full,  576,  100",
        "--dissemination flood --topology star,   24,  200",
        "--dissemination direct,                  24,  100"
    })
    void shapesTakeWhatTheirGraphsSay(String options, int pushes, int worstMillis) {
        JsonNode found = json(options + " --nodes 25 --latency 100ms --repair off --source each --runs 25");
        assertThat(found.path("messages").path("push").doubleValue()).isEqualTo(pushes);
        assertThat(found.path("time").path("max").doubleValue()).isEqualTo(worstMillis);
        assertThat(found.path("time").path("max").doubleValue() / 100)
                .isEqualTo(found.path("hops").path("max").doubleValue());
    }

    /**
     * 25 nodes, links of 100 ms, 50 updates a second from any node: messages of every kind against the worst arrival.
     */
    @ParameterizedTest
    @CsvSource({
        "--dissemination direct,                                    26, 150",
        "--dissemination flood --topology star --window 120ms,       5, 450",
        "--dissemination flood --topology star --window 240ms,       3, 700"
    })
    void aWindowTradesMessagesForLatency(String options, double messages, double worstMillis) {
        JsonNode found = json(options + " --nodes 25 --runs 1 --latency 100ms --repair 10s --announce-after 1500ms"
                + " --keys 1000 --updates 1000 --every 20ms");
        assertThat(found.path("complete").doubleValue()).isEqualTo(1);
        assertThat(found.path("messagesPerUpdate").doubleValue()).isLessThanOrEqualTo(messages);
        assertThat(found.path("reception").path("max").doubleValue()).isBetween(99.0, worstMillis);
    }

    /** Gaps and announcements find what was lost long before the next round does. */
    @Test
    void aTenthIsLostAndFoundWithinTwoSeconds() {
        JsonNode found = json("--dissemination flood --topology full --nodes 25 --runs 2 --latency 100ms --loss 0.1"
                + " --repair 10s --keys 1000 --updates 1000 --every 20ms");
        assertThat(found.path("complete").doubleValue()).isEqualTo(1);
        assertThat(found.path("reception").path("p99").doubleValue()).isLessThanOrEqualTo(800);
        assertThat(found.path("reception").path("max").doubleValue()).isLessThanOrEqualTo(2_000);
    }

    /** Five neighbours each: of 2,500 edges 999 are the tree, each of the others is announced in both directions. */
    @Test
    void aTreeThatHasSettledSendsNothingTwice() {
        JsonNode found = json("--dissemination tree --nodes 1000 --runs 1 --latency 50ms --repair off --warm-up 10");
        assertThat(found.path("payloads").doubleValue()).isEqualTo(999);
        assertThat(found.path("messages").path("announce").doubleValue()).isCloseTo(2 * (2_500 - 999), within(50.0));
        assertThat(found.path("rmr").doubleValue()).isZero();
    }

    @Test
    void theSameSeedPrintsTheSameBytesWithAnyNumberOfWorkers() {
        List<String> printed = new ArrayList<>();
        for (String more : List.of("--workers 1", "--workers 2", "--workers 3", "--seed 2")) {
            out.getBuffer().setLength(0);
            execute("--nodes 60 --runs 12 --loss 0.1 --failed 0.1 --latency 10ms..100ms --json " + more);
            printed.add(out.toString());
        }
        assertThat(printed.subList(0, 3)).containsOnly(printed.get(0));
        assertThat(printed.get(3)).isNotEqualTo(printed.get(0));
    }

    @Test
    void anotherJvmPrintsTheSameBytes() throws IOException {
        String line = "--nodes 60 --runs 5 --loss 0.2 --latency 10ms..100ms --json";
        execute(line);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "simulate"));
        command.addAll(List.of(line.split(" ")));
        Process other = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(out.toString())
                .startsWith("{\"parameters\":");
    }

    /** Loss hits messages, failure nodes: who has failed is not waited for. */
    @Test
    void lossIsNotFailure() {
        JsonNode lossy = json("--nodes 50 --runs 20 --loss 0.5 --mode async");
        assertThat(lossy.path("complete").doubleValue()).isEqualTo(1);
        out.getBuffer().setLength(0);
        JsonNode failed = json("--nodes 50 --runs 20 --failed 0.5 --mode async");
        assertThat(failed.path("complete").doubleValue()).isEqualTo(1);
        JsonNode curve = failed.path("curve");
        assertThat(curve.get(0).path("coverage").doubleValue()).isCloseTo(1 / 25.0, within(1e-6));
        assertThat(curve.get(curve.size() - 1).path("coverage").doubleValue()).isEqualTo(1);
    }

    @Test
    void whoIsInformedAtTheStartIsNotReached() {
        JsonNode found = json("--nodes 10 --informed 10 --runs 3");
        assertThat(found.path("time").path("max").doubleValue()).isZero();
        assertThat(found.path("curve").get(0).path("coverage").doubleValue()).isEqualTo(1);
    }

    @Test
    void manyUpdatesOverAFewKeysEndWithTheNewestOfEach() {
        JsonNode found = json("--nodes 20 --keys 5 --updates 50 --runs 5");
        assertThat(found.path("complete").doubleValue()).isEqualTo(1);
        assertThat(found.path("residue").doubleValue()).isZero();
    }

    @Test
    void aSweepWritesALineForEachCombination() {
        assertThat(execute("--sweep nodes=10,20 --sweep fanout=1,3 --runs 3 --seed 5"))
                .isZero();
        assertThat(out.toString().lines()).hasSize(5).first().asString().startsWith("nodes,fanout,complete,time_mean,");
        assertThat(out.toString().lines().skip(1).map(line -> line.substring(0, 5)))
                .containsExactly("10,1,", "10,3,", "20,1,", "20,3,");
    }

    @Test
    void theReportShowsBothCurvesAndTheFigures() {
        assertThat(execute("--runs 5")).isZero();
        assertThat(out.toString())
                .startsWith("30 nodes, 5 runs, sync: rumor(3,200ms,useless:2)")
                .contains("* measured   . model   # both", "last node, ms", "messages, a run");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--loss 1           | loss must be 0 or more and less than 1, was 1.0",
                "--failed -0.1      | failed must be 0 or more and less than 1, was -0.1",
                "--nodes 0          | nodes must be 1 or more, was 0",
                "--runs 0           | runs must be 1 or more, was 0",
                "--workers 0        | workers must be 1 or more, was 0",
                "--interval 0ms     | interval must be at least 1 ms, was PT0S",
                "--informed 31      | informed must be at most the 30 nodes that answer, was 31",
                "--timers often     | 'often' is no kind of timers; it must be one of phased, aligned, exponential",
                "--mode both        | 'both' is not a mode; it must be sync or async",
                "--exchange never   | 'never' is no way to exchange; it must be one of push, pull, push-pull",
                "--reconciliation x | 'x' is no way to reconcile; it must be one of handshake, perPeer, bloom",
                "--repair maybe     | 'maybe' is not on, off or a duration such as 10s, which --repair must be",
                "--mode async --repair x | 'x' is not on, off or a duration such as 10s, which --repair must be",
                "--updates 2 --every 1s | updates that come one after the other must have a key each, so keys must be 2",
                "--warm-up 1 --informed 2 | informed must be 1 after a warmUp, was 2",
                "--warm-up -1       | warmUp must be 0 or more, was -1",
                "--warm-up 1 --stop never | a rumor that never ends leaves no quiet after a warmUp, which was 1",
                "--fanout 0         | fanout must be 1 or more, was 0",
                "--sweep x=1        | --sweep: Unknown options: '--x', '1'",
                "--sweep loss=0,2   | loss must be 0 or more and less than 1, was 2.0",
                "--latency 9ms..1ms | latency must be 0 or more, was PT0.009S to PT0.001S",
                "--colour red       | Unknown options: '--colour', 'red'"
            })
    void badOptionsAreOneLineAndStatus2(String line, String message) {
        assertThat(execute(line)).isEqualTo(2);
        assertThat(err.toString()).startsWith("gossip simulate: " + message).hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }
}
