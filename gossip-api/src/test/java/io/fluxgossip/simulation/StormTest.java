package io.fluxgossip.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StormTest {

    private static final int SEEDS = 1_000;

    private static final String REPLAY = System.getProperty("gossip.seed", "");

    @Test
    void everyInvariantHoldsAfterEveryEventAndAllStoresAreEqualWhenTheFaultsEnd() {
        long first = REPLAY.isEmpty() ? System.nanoTime() : Long.parseLong(REPLAY);
        int count = REPLAY.isEmpty() ? SEEDS : 1;
        System.err.println("storm: " + count + " seeds from " + first);
        Storm storm = new Storm(REPLAY.isEmpty() ? line -> {} : System.err::println);
        LongStream.range(first, first + count).parallel().forEach(seed -> {
            try {
                storm.run(seed);
            } catch (AssertionError | RuntimeException failure) {
                fail("seed " + seed + " (replay with -Dgossip.seed=" + seed + "): " + failure.getMessage(), failure);
            }
        });
    }

    @Test
    void theSameSeedGivesTheSameTraceInTwoJvms() throws Exception {
        assertThat(traceInAnotherJvm()).isEqualTo(trace()).isEqualTo(traceInAnotherJvm());
    }

    private static String trace() {
        StringBuilder hashes = new StringBuilder();
        for (long seed = 1; seed <= 20; seed++) {
            hashes.append(Long.toHexString(new Storm().run(seed))).append('\n');
        }
        return hashes.toString();
    }

    /** Prints the traces of twenty seeds. */
    public static void main(String[] unused) {
        System.out.print(trace());
    }

    private static String traceInAnotherJvm() throws IOException, InterruptedException {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StormTest.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String trace = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return trace;
    }
}
