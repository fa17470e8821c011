package io.fluxgossip.protocol.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Phi grows with the silence of a member, measured by its own rhythm. */
class PhiAccrualTest {

    private final PhiAccrual phi = new PhiAccrual(0);

    private void beatEvery(long interval, int times) {
        for (int i = 1; i <= times; i++) {
            phi.beat(i * interval);
        }
    }

    /** The figures of Cassandra's own scale. */
    @Test
    void phiGrowsWithTheTimeSinceTheLastOfRegularHeartbeats() {
        beatEvery(111, 5);
        assertThat(phi.phi(666)).isCloseTo(0.434, within(0.0005));
        assertThat(phi.phi(3_000)).isCloseTo(9.566, within(0.0005));
    }

    @Test
    void eightIsEighteenAndAHalfMeanIntervals() {
        beatEvery(1_000, 10);
        assertThat(phi.phi(10_000 + 18_420)).isCloseTo(8, within(0.001));
    }

    @Test
    void onlyTheLastHundredIntervalsCount() {
        beatEvery(10, 1_000);
        for (int i = 1; i <= 100; i++) {
            phi.beat(10_000 + i * 1_000);
        }
        assertThat(phi.phi(110_000 + 1_000)).isCloseTo(0.434, within(0.0005));
    }

    /** It is there, but that it talks much does not mean that its heart beats fast. */
    @Test
    void anotherSignOfLifeEndsTheSilenceAndLeavesTheMean() {
        beatEvery(1_000, 10);
        phi.sign(12_000);
        assertThat(phi.phi(13_000)).isCloseTo(0.434, within(0.0005));
    }

    @Test
    void untilAnIntervalHasBeenSeenTheExpectedOneCounts() {
        PhiAccrual fresh = new PhiAccrual(500);
        fresh.beat(1_000);
        assertThat(fresh.phi(1_500)).isCloseTo(0.434, within(0.0005));
    }
}
