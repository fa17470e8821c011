package io.fluxgossip.protocol.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.message.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A history yields what still counts of one origin, in version order, and never claims more than is so. */
class HistoryTest {

    private static final NodeId ORIGIN = new NodeId("a", 1);
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    /** Entries with these timestamps, added in this order; nothing is covered. */
    private static History of(long... timestamps) {
        History history = new History(ORIGIN, new GcWatermark());
        LongStream.of(timestamps).forEach(timestamp -> history.add(entry(timestamp)));
        return history;
    }

    /** The same without a gap before the last one. */
    private static History complete(long... timestamps) {
        History history = of(timestamps);
        history.coverage().cover(0, timestamps[timestamps.length - 1]);
        return history;
    }

    private static Entry entry(long timestamp) {
        return new Entry(Bytes.utf8("key-" + timestamp), Bytes.EMPTY, new Version(timestamp, ORIGIN));
    }

    private static Run run(long after, long upTo, long... timestamps) {
        return new Run(
                ORIGIN,
                after,
                upTo,
                LongStream.of(timestamps).mapToObj(HistoryTest::entry).toList());
    }

    private static List<Run> notIn(VersionFilter filter, History history) {
        List<Run> runs = new ArrayList<>();
        assertThat(history.notIn(filter, new Budget(NO_LIMIT), runs))
                .as("all fitted")
                .isTrue();
        return runs;
    }

    private static VersionFilter filterOf(History history) {
        VersionFilter filter = VersionFilter.withRoomFor(1_000, 1);
        history.addTo(filter);
        return filter;
    }

    @Test
    void whateverTheOrderOfComingARunIsInVersionOrder() {
        History history = of(5, 2, 9, 7, 1);
        assertThat(history.cut(0, 9, new Budget(NO_LIMIT))).isEqualTo(run(0, 9, 1, 2, 5, 7, 9));
    }

    @Test
    void aRunBeginsBehindItsFirstTimestampAndEndsWithItsLast() {
        History history = of(1, 2, 3, 4, 5);
        assertThat(history.cut(2, 4, new Budget(NO_LIMIT))).isEqualTo(run(2, 4, 3, 4));
    }

    @Test
    void aDroppedEntryLeavesNoTraceButTheClaim() {
        History history = of(1, 2, 3);
        history.drop(entry(3));
        history.drop(entry(1));
        assertThat(history.holds(1)).isFalse();
        assertThat(history.holds(2)).isTrue();
        assertThat(history.cut(0, 3, new Budget(NO_LIMIT))).isEqualTo(run(0, 3, 2));
    }

    @Test
    void whenNothingCountsAnyMoreTheRunIsEmptyAndStillClaimsItsRange() {
        History history = of(1, 2);
        history.drop(entry(1));
        history.drop(entry(2));
        assertThat(history.isEmpty()).isTrue();
        assertThat(history.cut(0, 2, new Budget(NO_LIMIT))).isEqualTo(run(0, 2));
    }

    @Test
    void aTimestampThatWasDroppedMayBeTakenByAnotherKey() {
        History history = of(1, 2, 3);
        history.drop(entry(2));
        Entry another = new Entry(Bytes.utf8("another"), Bytes.EMPTY, new Version(2, ORIGIN));
        history.add(another);
        history.settle();
        assertThat(history.holds(2)).isTrue();
        assertThat(history.cut(1, 2, new Budget(NO_LIMIT))).isEqualTo(new Run(ORIGIN, 1, 2, List.of(another)));
        history.drop(another);
        assertThat(history.holds(2)).isFalse();
    }

    @Test
    void anExpiredValueStandsWhereTheValueStood() {
        History history = of(1, 2, 3);
        Entry over = new Entry(entry(2).key(), null, new Version(2, ORIGIN));
        history.replace(over);
        assertThat(history.cut(1, 2, new Budget(NO_LIMIT))).isEqualTo(new Run(ORIGIN, 1, 2, List.of(over)));
    }

    /** 37 and 41 have no divisor in common with 101, so each timestamp comes and goes once, in another order. */
    @Test
    void whateverTheOrderOfComingAndGoingWhatIsLeftIsFound() {
        History history = of(LongStream.range(1, 101).map(i -> i * 37 % 101).toArray());
        LongStream.range(1, 91).forEach(i -> history.drop(entry(i * 41 % 101)));
        long[] left = LongStream.range(91, 101).map(i -> i * 41 % 101).sorted().toArray();
        assertThat(history.cut(0, 100, new Budget(NO_LIMIT))).isEqualTo(run(0, 100, left));
        history.add(entry(101));
        assertThat(history.cut(100, 101, new Budget(NO_LIMIT))).isEqualTo(run(100, 101, 101));
    }

    @Test
    void anEstimateCountsAtMostOneEntryTooManyForEachThatCounts() {
        History history = of(LongStream.rangeClosed(1, 100).toArray());
        LongStream.rangeClosed(1, 60).forEach(timestamp -> history.drop(entry(timestamp)));
        assertThat(history.countBeyond(0)).isBetween(40, 80);
        assertThat(history.countBeyond(90)).isEqualTo(10);
        assertThat(history.countBeyond(100)).isZero();
    }

    @Test
    void whatDoesNotFitIsNotClaimed() {
        History history = complete(1, 2, 3);
        int two = WireSize.runHeader(ORIGIN) + WireSize.entry(entry(1)) + WireSize.entry(entry(2));
        assertThat(history.cut(0, 3, new Budget(two))).isEqualTo(run(0, 2, 1, 2));
    }

    @Test
    void ofABudgetThatAnotherHistoryHasSpentThereIsNoRun() {
        Budget budget = new Budget(1);
        assertThat(of(1).cut(0, 1, budget)).as("the first entry always fits").isEqualTo(run(0, 1, 1));
        assertThat(of(1).cut(0, 1, budget)).isNull();
    }

    @Test
    void whatARunDoesNotNameInItsStretchIsHeldBesideIt() {
        History history = of(1, 2, 3, 4, 5, 6);
        history.drop(entry(4));
        assertThat(history.heldBut(run(1, 5, 2, 4))).containsExactly(entry(3), entry(5));
    }

    @Test
    void aFilterOfTheSameEntriesLeavesNothing() {
        History history = complete(1, 2, 3);
        assertThat(notIn(filterOf(complete(3, 2, 1)), history)).isEmpty();
    }

    @Test
    void aRunBehindAFilterBeginsWhereTheFilterIsKnownToHoldAnEntry() {
        History history = complete(1, 2, 5, 6, 9);
        assertThat(notIn(filterOf(of(2, 9)), history)).containsExactly(run(0, 1, 1), run(2, 6, 5, 6));
    }

    @Test
    void beyondAGapARunBehindAFilterClaimsItsEntryAlone() {
        History history = of(1, 2, 7, 9);
        history.coverage().cover(0, 2);
        assertThat(notIn(filterOf(of()), history)).containsExactly(run(0, 2, 1, 2), run(6, 7, 7), run(8, 9, 9));
    }

    @Test
    void whatDoesNotFitBehindAFilterIsSaidToBeLeft() {
        History history = complete(1, 2, 3);
        List<Run> runs = new ArrayList<>();
        assertThat(history.notIn(filterOf(of()), new Budget(1), runs)).isFalse();
        assertThat(runs).containsExactly(run(0, 1, 1));
    }
}
