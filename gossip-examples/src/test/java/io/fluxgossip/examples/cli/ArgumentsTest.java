package io.fluxgossip.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong arguments of the command line give one clear line and exit code 2. */
class ArgumentsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"                                            | the commands are node, demo, simulate, maelstrom",
                "fly                                             | the commands are node, demo, simulate, maelstrom",
                "node                                            | '--name=<name>', '--bind=host:port'; see gossip node",
                "node --name a                                   | Missing required option: '--bind=host:port'",
                "node --name a --bind 7401                       | '7401' is not an address; it must be host:port",
                "node --name a --bind localhost:70000            | with a port of 0 to 65535",
                "node --name a --bind ::1:0                      | write IPv6 as [::1]:7400",
                "node --name= --bind localhost:0                 | a node name must have 1 to 255 bytes of UTF-8",
                "node --name a --bind localhost:0 --seed b       | 'b' is not an address; it must be host:port",
                "node --name a --bind localhost:0 --seed b:0     | a seed must have a port of 1 to 65535, was b:0",
                "node --name a --bind localhost:0 --topic p=fast | 'fast' is not a mode; it must be sync or async",
                "node --name a --bind localhost:0 --topic $p     | a topic name must not begin with $",
                "node --name a --bind localhost:0 --topic p --topic p=async | topic 'p' is given twice",
                "node --name a --bind localhost:0 --interval 1h  | such as 200ms, 1s or 1m",
                "node --name a --bind localhost:0 --interval 0s  | interval must be at least 1 ms",
                "node --name a --bind localhost:0 --advertise 0.0.0.0:80 | cannot be advertised",
                "node --name a --bind localhost:0 --colour red   | Unknown options: '--colour', 'red'",
                "demo --nodes 1                                  | --nodes must be 2 to 50, was 1",
                "demo --nodes 51                                 | --nodes must be 2 to 50, was 51",
                "demo --nodes many                               | 'many' is not an int",
                "demo --port 65536                               | --port must be 0 to 65535, was 65536",
                "maelstrom --workload echo     | must be one of broadcast, g-set, g-counter, pn-counter",
                "maelstrom --mode fast                           | 'fast' is not a mode; it must be sync or async",
                "maelstrom --window soon                         | 'soon' is not a duration",
                "maelstrom --window 2m                           | window must be 0 to PT1M, was PT2M",
                "maelstrom --mode async --window 1s              | nothing is pushed in async mode",
                "maelstrom --interval 0s                         | interval must be at least 1 ms",
                "maelstrom --dissemination shout                 | it must be auto, direct, flood, tree or rumor",
                "maelstrom --dissemination flood(cube)           | 'cube' is not a topology",
                "maelstrom --reconciliation perpeer              | it must be one of handshake, perPeer, bloom",
                "maelstrom n1                                    | Unmatched argument at index 1: 'n1'"
            })
    void aBadArgumentIsOneLineOnStderrAndStatus2(String line, String message) {
        assertThat(execute(line)).isEqualTo(2);
        assertThat(err.toString()).contains(message).startsWith("gossip").hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void anArgumentOfSeveralLinesIsStillAnsweredWithOne() {
        assertThat(execute("node", "--name", "a", "--bind", "here\nand there")).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1);
    }

    @Test
    void anAddressThatIsTakenIsOneLineOnStderrAndStatus1() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            assertThat(execute("node --name a --bind " + address)).isEqualTo(1);
            assertThat(err.toString())
                    .startsWith("gossip node: cannot listen at " + address + ": ")
                    .hasLineCount(1);
        }
    }

    @Test
    void helpAndVersionGoToStdout() {
        assertThat(execute("--help")).isZero();
        assertThat(execute("node --help")).isZero();
        assertThat(execute("demo --help")).isZero();
        assertThat(execute("maelstrom --help")).isZero();
        assertThat(execute("--version")).isZero();
        assertThat(out.toString())
                .contains(
                        "Usage: gossip [-hV] [COMMAND]",
                        "Usage: gossip node ",
                        "Usage: gossip demo ",
                        "Usage: gossip maelstrom ",
                        "gossip ");
        assertThat(err.toString()).isEmpty();
    }

    private int execute(String line) {
        return execute(line.isEmpty() ? new String[0] : line.split(" +", -1));
    }

    private int execute(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
