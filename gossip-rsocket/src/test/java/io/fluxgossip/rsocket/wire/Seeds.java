package io.fluxgossip.rsocket.wire;

import static org.assertj.core.api.Assertions.fail;

import java.util.SplittableRandom;

/** Runs a check with many seeds, or with the one of {@code -Dgossip.seed}. */
final class Seeds {

    private static final String REPLAY = System.getProperty("gossip.seed", "");

    private Seeds() {}

    /** Something that holds for a seed, or throws. */
    interface Check {
        void run(SplittableRandom random) throws Exception;
    }

    static void each(int count, Check check) {
        long first = REPLAY.isEmpty() ? System.nanoTime() : Long.parseLong(REPLAY);
        long end = REPLAY.isEmpty() ? first + count : first + 1;
        for (long seed = first; seed < end; seed++) {
            try {
                check.run(new SplittableRandom(seed));
            } catch (Throwable failure) {
                fail("seed " + seed + " (replay with -Dgossip.seed=" + seed + "): " + failure, failure);
            }
        }
    }
}
