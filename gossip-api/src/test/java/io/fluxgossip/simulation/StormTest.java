package io.fluxgossip.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A thousand random runs hold every invariant, and the same seed gives the same run. */
class StormTest {

    /** The same in every build, so that a build that fails fails again. */
    private static final int SEEDS = 1_000;

    /** {@code -Dgossip.seed=4711} replays one run, with its trace. */
    private static final @Nullable Long REPLAY = Long.getLong("gossip.seed");

    /** {@code -Dgossip.seeds=20000} explores as many that nobody has seen. */
    private static final @Nullable Integer EXPLORE = Integer.getInteger("gossip.seeds");

    @Test
    void everyInvariantHoldsAfterEveryEventAndAllStoresAreEqualWhenTheFaultsEnd() {
        long first = REPLAY != null ? REPLAY : EXPLORE != null ? System.nanoTime() : 1;
        int count = REPLAY != null ? 1 : EXPLORE != null ? EXPLORE : SEEDS;
        System.err.println("storm: " + count + " seeds from " + first);
        Storm storm = new Storm(REPLAY == null ? line -> {} : System.err::println);
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
