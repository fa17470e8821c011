package io.fluxgossip.protocol.turn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The timeout is that of RFC 6298, section 2, within the bounds of the one who waits. */
class RttEstimatorTest {

    @Test
    void untilSomethingIsKnownTheFirstTimeCounts() {
        assertThat(new RttEstimator(50, 500).timeoutMillis()).isEqualTo(500);
        assertThat(new RttEstimator(50).timeoutMillis()).isEqualTo(50);
    }

    /** (2.2): R + 4 R/2. */
    @Test
    void theFirstSampleIsTakenThreeTimes() {
        RttEstimator estimator = new RttEstimator(50, 500);
        estimator.came(100);
        assertThat(estimator.timeoutMillis()).isEqualTo(300);
    }

    /** (2.3): the deviation is 3/4 50 + 1/4 |100 - 180|, by the mean before; the mean is 7/8 100 + 1/8 180. */
    @Test
    void theSecondSampleMovesTheDeviationByAQuarterAndTheMeanByAnEighth() {
        RttEstimator estimator = new RttEstimator(50);
        estimator.came(100);
        estimator.came(180);
        assertThat(estimator.timeoutMillis()).isEqualTo(110 + 4 * 57 + 2);
    }

    @Test
    void whatAlwaysTakesAsLongIsSoonNotWaitedForAnyLonger() {
        RttEstimator estimator = new RttEstimator(50);
        for (int i = 0; i < 40; i++) {
            estimator.came(100);
        }
        assertThat(estimator.timeoutMillis()).isEqualTo(100);
    }

    @Test
    void anAnswerThatComesSoonerThanOthersMakesTheTimeoutLongerToo() {
        RttEstimator steady = new RttEstimator(1);
        for (int i = 0; i < 40; i++) {
            steady.came(100);
        }
        steady.came(20);
        assertThat(steady.timeoutMillis()).isGreaterThan(100);
    }

    @Test
    void noTimeoutIsShorterThanTheShortest() {
        RttEstimator estimator = new RttEstimator(50);
        estimator.came(0);
        assertThat(estimator.timeoutMillis()).isEqualTo(50);
        estimator.waitAtLeast(70);
        assertThat(estimator.timeoutMillis()).isEqualTo(70);
    }

    @Test
    void noTimeoutIsLongerThanTheLongest() {
        RttEstimator estimator = new RttEstimator(50, 60_000);
        assertThat(estimator.timeoutMillis()).isEqualTo(RttEstimator.LONGEST_MILLIS);
        estimator.came(60_000);
        assertThat(estimator.timeoutMillis()).isEqualTo(RttEstimator.LONGEST_MILLIS);
    }

    @Test
    void whoHasToWaitForLongerThanTheLongestDoes() {
        RttEstimator estimator = new RttEstimator(2 * RttEstimator.LONGEST_MILLIS);
        estimator.came(1);
        assertThat(estimator.timeoutMillis()).isEqualTo(2 * RttEstimator.LONGEST_MILLIS);
    }
}
