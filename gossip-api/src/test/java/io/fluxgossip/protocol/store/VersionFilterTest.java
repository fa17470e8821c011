package io.fluxgossip.protocol.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Hashing;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A Bloom filter of versions never misses one that it holds, and seldom claims another. */
class VersionFilterTest {

    private static final int HELD = 1_000;
    private static final int MISSING = 100_000;

    /** The k-th salt of a run. */
    private static VersionFilter filter(long salt) {
        VersionFilter filter = VersionFilter.withRoomFor(HELD, Hashing.mix(salt));
        LongStream.range(0, HELD).forEach(version -> filter.add(Hashing.mix(version)));
        return filter;
    }

    private static boolean isHidden(VersionFilter filter, long missing) {
        return filter.mayContain(Hashing.mix(HELD + missing));
    }

    @Test
    void whatIsHeldIsAlwaysContained() {
        VersionFilter filter = filter(1);
        assertThat(LongStream.range(0, HELD)).allMatch(version -> filter.mayContain(Hashing.mix(version)));
    }

    /** With m bits, n versions and k hashes the chance is (1 - e^(-kn/m))^k. */
    @Test
    void threeRoundsHideOneInAMillionAtMost() {
        VersionFilter filter = filter(1);
        double bits = filter.bits().size() * 8.0;
        double computed = Math.pow(1 - Math.exp(-filter.hashes() * HELD / bits), filter.hashes());
        assertThat(Math.pow(computed, 3)).isLessThanOrEqualTo(1e-6);

        VersionFilter[] rounds = {filter(1), filter(2), filter(3)};
        long[] hidden = {MISSING, MISSING, MISSING};
        for (int round = 0; round < rounds.length; round++) {
            int upTo = round;
            hidden[round] = LongStream.range(0, MISSING)
                    .filter(missing ->
                            LongStream.rangeClosed(0, upTo).allMatch(i -> isHidden(rounds[(int) i], missing)))
                    .count();
        }
        System.err.printf(
                "bloom: of %,d missing versions %d, %d, %d are hidden after 1, 2, 3 rounds; computed %.1f, %.2f, %.4f%n",
                MISSING,
                hidden[0],
                hidden[1],
                hidden[2],
                MISSING * computed,
                MISSING * computed * computed,
                MISSING * computed * computed * computed);
        assertThat((double) hidden[0]).isBetween(MISSING * computed - 130, MISSING * computed + 130);
        assertThat(hidden[1]).isLessThan(30);
        assertThat(hidden[2]).as("at a chance of one in a million").isLessThanOrEqualTo(1);
    }

    @Test
    void whatOneSaltHidesAnotherShows() {
        VersionFilter first = filter(1);
        VersionFilter second = filter(2);
        long[] hidden = LongStream.range(0, MISSING)
                .filter(missing -> isHidden(first, missing))
                .toArray();
        assertThat(hidden).hasSizeGreaterThan(500);
        long again = LongStream.of(hidden)
                .filter(missing -> isHidden(second, missing))
                .count();
        assertThat(again).isLessThan(hidden.length / 30);
    }
}
