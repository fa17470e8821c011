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
        assertThat(coverage.outOfOrder()).isEmpty();
    }

    @Test
    void whatIsToldOnceMoreChangesNothing() {
        Coverage coverage = new Coverage();
        coverage.cover(0, 9);
        coverage.cover(12, 14);
        coverage.cover(2, 5);
        coverage.cover(12, 14);
        assertThat(coverage.watermark()).isEqualTo(9);
        assertThat(coverage.outOfOrder()).containsExactly(Map.entry(12L, 14L));
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
        assertThat(coverage.outOfOrder()).containsExactly(Map.entry(12L, 14L));
    }

    @Test
    void aRangeThatTouchesOrOverlapsOthersBecomesOneWithThem() {
        Coverage coverage = new Coverage();
        coverage.cover(5, 7);
        coverage.cover(10, 12);
        coverage.cover(20, 22);
        coverage.cover(7, 10);
        assertThat(coverage.outOfOrder()).containsExactly(Map.entry(5L, 12L), Map.entry(20L, 22L));
        coverage.cover(4, 30);
        assertThat(coverage.outOfOrder()).containsExactly(Map.entry(4L, 30L));
    }

    @Test
    void aRangeWithinAnotherAddsNothing() {
        Coverage coverage = new Coverage();
        coverage.cover(5, 12);
        coverage.cover(6, 9);
        coverage.cover(5, 12);
        assertThat(coverage.outOfOrder()).containsExactly(Map.entry(5L, 12L));
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
            assertThat(coverage.outOfOrder()).as("%s", ranges).containsExactly(Map.entry(6L, 11L), Map.entry(20L, 21L));
        }
    }

    @Test
    void pastTheLimitOnlyWhatFollowsTheWatermarkHasRoom() {
        Coverage coverage = new Coverage();
        coverage.cover(0, 5);
        for (long i = 1; i <= Coverage.MAX_RANGES; i++) {
            assertThat(coverage.hasRoomBehind(10 * i)).isTrue();
            coverage.cover(10 * i, 10 * i + 1);
        }
        assertThat(coverage.hasRoomBehind(1_000_000)).isFalse();
        assertThat(coverage.hasRoomBehind(5)).isTrue();
        coverage.cover(5, 10);
        assertThat(coverage.hasRoomBehind(1_000_000)).as("a range is used up").isTrue();
    }

    @Test
    void behindARefusedEntryThereIsNothingToBeAskedFor() {
        Coverage coverage = new Coverage();
        coverage.cover(0, 4);
        coverage.refuse(5);
        coverage.cover(5, 9);
        assertThat(coverage.watermark()).isEqualTo(4);
        assertThat(coverage.knownUpTo()).isEqualTo(9);
    }

    @Test
    void refusedEntriesInARowAreCountedOver() {
        Coverage coverage = new Coverage();
        coverage.cover(0, 4);
        coverage.refuse(6);
        coverage.refuse(5);
        coverage.refuse(9);
        assertThat(coverage.knownUpTo()).as("7 and 8 are unknown").isEqualTo(6);
        coverage.cover(6, 8);
        assertThat(coverage.knownUpTo()).isEqualTo(9);
    }

    @Test
    void aRefusedEntryBeyondAGapIsNoReasonNotToAsk() {
        Coverage coverage = new Coverage();
        coverage.cover(0, 4);
        coverage.cover(6, 8);
        coverage.refuse(9);
        assertThat(coverage.knownUpTo()).isEqualTo(4);
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
    void soManyRefusedEntriesAreRememberedAndThoseBelowTheWatermarkDoNotCount() {
        Coverage coverage = new Coverage();
        int limit = Coverage.MAX_RANGES;
        LongStream.rangeClosed(1, limit + 1).forEach(coverage::refuse);
        assertThat(coverage.knownUpTo()).isEqualTo(limit);
        coverage.cover(0, 1);
        coverage.refuse(limit + 1);
        assertThat(coverage.knownUpTo()).isEqualTo(limit + 1);
    }
}
