package io.fluxgossip.examples.cli;

import static io.fluxgossip.examples.cli.Transcript.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** The demo runs, and says what it does. */
class DemoTest {

    @Test
    void itSaysForEachWriteWhenTheLastNodeHadSeenIt() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Fleet fleet = new Fleet()) {
            Demo demo = new Demo(fleet, new PrintStream(out, false, StandardCharsets.UTF_8));
            demo.assemble(3);
            Disposable feeding = demo.feed();
            demo.measure();
            feeding.dispose();
        }
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        String time = "\\d+\\.\\d ms";
        String seen = "seen on all 3 nodes after " + time + " \\(first " + time + "\\)";
        assertThat(lines.get(0)).matches("3 nodes on loopback sockets, each connected to all others after " + time);
        assertThat(lines)
                .filteredOn(line -> line.matches("sync : flags/dark-mode=(on|off) +" + seen))
                .hasSize(10);
        assertThat(lines)
                .filteredOn(line -> line.matches("async: telemetry/node-1.uptime=\\d+ +" + seen))
                .hasSize(3);
        assertThat(lines)
                .filteredOn(line -> line.matches("sync : median of 10 writes: " + time))
                .hasSize(1);
        assertThat(lines)
                .filteredOn(line -> line.matches("async: median of 3 writes: " + time))
                .hasSize(1);
    }

    @Test
    void aWriteThatANodeDoesNotSeeIsAFailureThatNamesTheNode() {
        try (Fleet one = new Fleet();
                Fleet another = new Fleet()) {
            one.startOne(LIMIT);
            another.startOne(LIMIT);
            Audience audience = new Audience(
                    one.first().topic(Demo.FLAGS),
                    Map.of("far-away", another.first().topic(Demo.FLAGS)),
                    Duration.ofSeconds(2));
            assertThatThrownBy(() -> audience.watch("dark-mode", "on"))
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessageStartingWith("flags/dark-mode=on was not seen within 2 s on far-away");
        }
    }

    @Test
    void theMedianIsThatOfTheTimesUntilTheLast() {
        assertThat(Spread.median(List.of(spread(1, 30), spread(2, 10), spread(3, 20))))
                .isEqualTo(Duration.ofMillis(20));
    }

    private static Spread spread(long first, long last) {
        return new Spread(List.of(Duration.ofMillis(last), Duration.ofMillis(first)));
    }
}
