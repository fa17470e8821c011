package io.fluxgossip.protocol.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A coverage tells how far a history is held, without a gap and beyond gaps, in whatever order it came. */
class CoverageTest {

    @Test
    void nothingIsHeldAtFirst() {
        Coverage coverage = new Coverage();
        assertThat(coverage.watermark()).isZero();
        assertThat(coverage.knownUpTo()).isZero();
        assertThat(coverage.covers(1)).isFalse();
    }

    @Test
    void withoutAGapTheWatermarkMovesAlong() {
        Coverage coverage = new Coverage();
        coverage.cover(0, 5);
        coverage.cover(3, 9);
        assertThat(coverage.watermark()).isEqualTo(9);
        assertThat(coverage.heldOutOfOrder()).isEmpty();
    }

    @Test
    void whatIsToldOnceMoreChangesNothing() {
        Coverage coverage = new Coverage();
        coverage.cover(0, 9);
        coverage.cover(12, 14);
        coverage.cover(2, 5);
        coverage.cover(12, 14);
        assertThat(coverage.watermark()).isEqualTo(9);
        assertThat(coverage.heldOutOfOrder()).containsExactly(Map.entry(12L, 14L));
    }

    @Test
    void aRangeBeyondAGapIsHeldAndTheWatermarkStays() {
        Coverage coverage = new Coverage();
        coverage.cover(0, 3);
        coverage.cover(5, 7);
        assertThat(coverage.watermark()).isEqualTo(3);
        assertThat(LongStream.rangeClosed(1, 8).filter(coverage::covers)).containsExactly(1L, 2L, 3L, 6L, 7L);
    }

    @Test
    void aFilledGapTakesTheWatermarkOverAllRangesThatItTouches() {
        Coverage coverage = new Coverage();
        coverage.cover(5, 7);
        coverage.cover(8, 9);
        coverage.cover(12, 14);
        coverage.cover(0, 8);
        assertThat(coverage.watermark()).isEqualTo(9);
        assertThat(coverage.heldOutOfOrder()).containsExactly(Map.entry(12L, 14L));
    }

    @Test
    void aRangeThatTouchesOrOverlapsOthersBecomesOneWithThem() {
        Coverage coverage = new Coverage();
        coverage.cover(5, 7);
        coverage.cover(10, 12);
        coverage.cover(20, 22);
        coverage.cover(7, 10);
        assertThat(coverage.heldOutOfOrder()).containsExactly(Map.entry(5L, 12L), Map.entry(20L, 22L));
        coverage.cover(4, 30);
        assertThat(coverage.heldOutOfOrder()).containsExactly(Map.entry(4L, 30L));
    }

    @Test
    void aRangeWithinAnotherAddsNothing() {
        Coverage coverage = new Coverage();
        coverage.cover(5, 12);
        coverage.cover(6, 9);
        coverage.cover(5, 12);
        assertThat(coverage.heldOutOfOrder()).containsExactly(Map.entry(5L, 12L));
    }

    @Test
    void rangesAreTheSameInWhateverOrderTheyCome() {
        List<Map.Entry<Long, Long>> ranges = new ArrayList<>(List.of(
                Map.entry(0L, 2L), Map.entry(2L, 4L), Map.entry(6L, 8L), Map.entry(7L, 11L), Map.entry(20L, 21L)));
        for (int seed = 0; seed < 50; seed++) {
            Collections.shuffle(ranges, new Random(seed));
            Coverage coverage = new Coverage();
            ranges.forEach(range -> coverage.cover(range.getKey(), range.getValue()));
            assertThat(coverage.watermark()).as("%s", ranges).isEqualTo(4);
            assertThat(coverage.heldOutOfOrder())
                    .as("%s", ranges)
                    .containsExactly(Map.entry(6L, 11L), Map.entry(20L, 21L));
        }
    }

    @Test
    void anEntryThatWasRefusedMayBeTakenLater() {
        Coverage coverage = new Coverage();
        coverage.cover(0, 4);
        coverage.refuse(5);
        coverage.cover(5, 9);
        coverage.cover(4, 5);
        assertThat(coverage.watermark()).isEqualTo(9);
    }

    @Test
    void theWatermarkStaysInFrontOfTheFirstRefusedEntryHoweverManyThereAre() {
        Coverage coverage = new Coverage();
        long last = 2L * Coverage.MAX_REFUSED;
        coverage.cover(0, last);
        LongStream.rangeClosed(2, last).forEach(coverage::refuse);
        assertThat(coverage.watermark()).isEqualTo(1);
        assertThat(coverage.knownUpTo()).isEqualTo(last);
        coverage.askForRefused();
        assertThat(coverage.knownUpTo()).as("all is to be told again").isEqualTo(1);
        coverage.cover(1, last);
        assertThat(coverage.watermark()).isEqualTo(last);
    }

    @Test
    void whatIsHeldBesideRefusedEntriesIsHeldOutOfOrder() {
        Coverage coverage = new Coverage();
        coverage.cover(0, 9);
        coverage.refuse(4);
        coverage.refuse(7);
        assertThat(coverage.watermark()).isEqualTo(3);
        assertThat(coverage.heldOutOfOrder()).containsExactly(Map.entry(4L, 6L), Map.entry(7L, 9L));
        coverage.cover(3, 5);
        assertThat(coverage.watermark()).as("it was told again").isEqualTo(6);
    }
}
