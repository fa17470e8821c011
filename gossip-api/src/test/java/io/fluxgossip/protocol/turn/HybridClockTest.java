package io.fluxgossip.protocol.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Version;
import org.junit.jupiter.api.Test;

/** Timestamps rise with every write, whatever the wall clock does and whatever others say. */
class HybridClockTest {

    /** The timestamp with these milliseconds and this counter. */
    private static long at(long millis, long counter) {
        return (millis << Version.COUNTER_BITS) + counter;
    }

    @Test
    void aTimestampTellsTheMillisecondsOfTheWall() {
        HybridClock clock = new HybridClock();
        Version version = new Version(clock.next(1_767_225_600_000L), new NodeId("a", 1));
        assertThat(version.millis()).isEqualTo(1_767_225_600_000L);
    }

    @Test
    void writesWithinAMillisecondAreCounted() {
        HybridClock clock = new HybridClock();
        assertThat(clock.next(7)).isEqualTo(at(7, 0));
        assertThat(clock.next(7)).isEqualTo(at(7, 1));
        assertThat(clock.next(8)).as("the counter begins anew").isEqualTo(at(8, 0));
    }

    @Test
    void whenTheWallGoesBackTheClockCountsOnUntilTheWallHasCaughtUp() {
        HybridClock clock = new HybridClock();
        clock.next(10);
        assertThat(clock.next(3)).isEqualTo(at(10, 1));
        assertThat(clock.next(10)).isEqualTo(at(10, 2));
        assertThat(clock.next(11)).isEqualTo(at(11, 0));
    }

    @Test
    void aWriteBehindOneThatWasSeenWinsAgainstIt() {
        HybridClock clock = new HybridClock();
        clock.observe(at(50, 4));
        assertThat(clock.next(7)).isEqualTo(at(50, 5));
    }

    @Test
    void whatIsSeenLateDoesNotSetTheClockBack() {
        HybridClock clock = new HybridClock();
        clock.next(10);
        clock.observe(at(3, 9));
        assertThat(clock.next(10)).isEqualTo(at(10, 1));
    }

    @Test
    void aTimestampThatWasSeenIsNotGivenAgain() {
        HybridClock clock = new HybridClock();
        long given = clock.next(10);
        clock.observe(given);
        assertThat(clock.next(10)).isGreaterThan(given);
    }

    @Test
    void moreWritesThanTheCounterHoldsRunAheadOfTheWallUntilItHasCaughtUp() {
        HybridClock clock = new HybridClock();
        for (int i = 0; i < 1 << Version.COUNTER_BITS; i++) {
            clock.next(7);
        }
        assertThat(clock.next(7)).isEqualTo(at(8, 0));
        assertThat(clock.next(8)).isEqualTo(at(8, 1));
        assertThat(clock.next(9)).isEqualTo(at(9, 0));
    }
}
