package io.fluxgossip.protocol.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.protocol.store.Excerpts.Excerpt;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** An excerpt is what was asked for, and tells if there is more; {@link BudgetTest} shows how it is cut. */
class ExcerptsTest {

    private static final NodeId A = new NodeId("a", 1);
    private static final NodeId B = new NodeId("b", 1);
    private static final NodeId C = new NodeId("c", 1);

    /** A history without a gap, of entries with these timestamps. */
    private static History history(NodeId origin, long... timestamps) {
        History history = new History(origin, new GcWatermark());
        for (long timestamp : timestamps) {
            history.add(entry(origin, timestamp));
            history.coverage().cover(0, timestamp);
        }
        return history;
    }

    private static Excerpts of(History... histories) {
        TreeMap<NodeId, History> all = new TreeMap<>();
        List.of(histories).forEach(history -> all.put(history.origin(), history));
        return new Excerpts(all);
    }

    private static Entry entry(NodeId origin, long timestamp) {
        return new Entry(Bytes.utf8(origin + "-" + timestamp), Bytes.EMPTY, new Version(timestamp, origin));
    }

    private static Run run(NodeId origin, long after, long upTo, long... timestamps) {
        return new Run(
                origin,
                after,
                upTo,
                LongStream.of(timestamps)
                        .mapToObj(timestamp -> entry(origin, timestamp))
                        .toList());
    }

    private static Digest digest(Map<NodeId, Long> watermarks) {
        return new Digest(new TreeMap<>(watermarks));
    }

    private static Budget noLimit() {
        return new Budget(Integer.MAX_VALUE);
    }

    private static Excerpt all(Run... runs) {
        return new Excerpt(Delta.of(runs), false);
    }

    @Test
    void whoHoldsAsMuchOrMoreIsToldNothing() {
        Excerpts excerpts = of(history(A, 1, 3), history(B, 2));
        assertThat(excerpts.beyond(digest(Map.of(A, 3L, B, 9L)), noLimit())).isEqualTo(all());
    }

    @Test
    void onlyWhatIsAskedForIsToldInTheOrderOfTheOrigins() {
        Excerpts excerpts = of(history(C, 5), history(B, 2), history(A, 1, 3));
        assertThat(excerpts.beyond(digest(Map.of(C, 0L, A, 1L)), noLimit()))
                .isEqualTo(all(run(A, 1, 3, 3), run(C, 0, 5, 5)));
    }

    @Test
    void anOriginThatIsUnknownHereIsPassedOver() {
        Excerpts excerpts = of(history(B, 2));
        assertThat(excerpts.beyond(digest(Map.of(A, 0L, B, 0L)), noLimit())).isEqualTo(all(run(B, 0, 2, 2)));
    }

    @Test
    void whatIsBeyondAGapIsNotTold() {
        History history = history(A, 1, 2);
        history.add(entry(A, 7));
        history.coverage().cover(6, 7);
        assertThat(of(history).beyond(Digest.of(A, 0), noLimit())).isEqualTo(all(run(A, 0, 2, 1, 2)));
    }

    @Test
    void behindWhatDoesNotFitNotEvenAnEmptyRunIsTold() {
        History overwritten = history(B, 3);
        overwritten.drop(entry(B, 3));
        Excerpts excerpts = of(history(A, 1, 2), overwritten);
        assertThat(excerpts.beyond(digest(Map.of(A, 0L, B, 0L)), new Budget(1)))
                .isEqualTo(new Excerpt(Delta.of(run(A, 0, 1, 1)), true));
    }

    @Test
    void aBudgetThatIsJustEnoughLeavesNothing() {
        Excerpts excerpts = of(history(A, 1, 2));
        int bytes = WireSize.runHeader(A) + WireSize.entry(entry(A, 1)) + WireSize.entry(entry(A, 2));
        assertThat(excerpts.beyond(Digest.of(A, 0), new Budget(bytes)).more()).isFalse();
        assertThat(excerpts.beyond(Digest.of(A, 0), new Budget(bytes - 1)).more())
                .isTrue();
    }

    @Test
    void entriesAreCountedInTheHistoriesThatAreAskedFor() {
        Excerpts excerpts = of(history(A, 1, 2, 3), history(B, 4, 5), history(C, 6));
        assertThat(excerpts.countBeyond(digest(Map.of(A, 1L, B, 0L)))).isEqualTo(4);
        assertThat(excerpts.countBeyond(digest(Map.of(new NodeId("nobody", 1), 0L))))
                .isZero();
    }

    @Test
    void behindTheFilterOfAnotherIsWhatTheOtherLacks() {
        Excerpts here = of(history(A, 1, 2), history(B, 2, 3));
        Excerpts there = of(history(A, 1), history(B, 2));
        assertThat(here.notIn(there.filter(1_000, 1), noLimit())).isEqualTo(all(run(A, 1, 2, 2), run(B, 2, 3, 3)));
        assertThat(there.notIn(here.filter(1_000, 1), noLimit())).isEqualTo(all());
    }

    @Test
    void whatDoesNotFitBehindAFilterIsMoreWhateverTheFilterHoldsOfLaterOrigins() {
        Excerpts here = of(history(A, 1, 2), history(B, 3));
        VersionFilter there = of(history(B, 3)).filter(1_000, 1);
        assertThat(here.notIn(there, new Budget(1))).isEqualTo(new Excerpt(Delta.of(run(A, 0, 1, 1)), true));
    }
}
