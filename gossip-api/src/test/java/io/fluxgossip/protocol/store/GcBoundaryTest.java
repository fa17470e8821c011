package io.fluxgossip.protocol.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.Run;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The boundary tells who may lack a delete that nobody can tell of any more. */
class GcBoundaryTest {

    private static final NodeId SELF = new NodeId("self", 1);
    private static final NodeId A = new NodeId("a", 1);
    private static final NodeId B = new NodeId("b", 1);

    /** A request of a node that holds these histories up to there. */
    private static GcBoundary boundary(Map<NodeId, Long> watermarks) {
        TreeMap<NodeId, History> histories = new TreeMap<>();
        watermarks.forEach((origin, watermark) ->
                histories.computeIfAbsent(origin, History::new).coverage().cover(0, watermark));
        return new GcBoundary(SELF, histories);
    }

    private static Delta delta(NodeId origin, long after, long upTo) {
        return Delta.of(new Run(origin, after, upTo, List.of()));
    }

    @Test
    void whatIsForgottenStaysForgotten() {
        GcBoundary gc = boundary(Map.of());
        gc.raise(5);
        gc.raise(3);
        assertThat(gc.watermark()).isEqualTo(5);
    }

    @Test
    void aNodeThatComparedNothingMayHaveMissedEveryDelete() {
        GcBoundary gc = boundary(Map.of());
        gc.raise(5);
        assertThat(gc.mayHaveMissed(1)).isTrue();
        assertThat(gc.mayHaveMissed(0)).as("nobody has forgotten anything").isFalse();
    }

    @Test
    void aNodeMayHaveMissedWhatOthersForgotSinceItComparedEverything() {
        GcBoundary gc = boundary(Map.of());
        gc.notePurged(5);
        gc.notePurged(3);
        assertThat(gc.mayHaveMissed(5)).isFalse();
        assertThat(gc.mayHaveMissed(6)).isTrue();
    }

    @Test
    void aNodeThatHeldNothingHasMissedNothing() {
        GcBoundary gc = boundary(Map.of());
        gc.begin(5);
        assertThat(gc.watermark()).isEqualTo(5);
        assertThat(gc.mayHaveMissed(5)).isFalse();
    }

    @Test
    void whoWasPurgedTellsNoHistoryInPiecesToWhoHoldsLess() {
        GcBoundary gc = boundary(Map.of(A, 3L, B, 9L));
        gc.notePurged(5);
        assertThat(gc.isBehind(A, 2)).isTrue();
        assertThat(gc.isBehind(A, 3)).as("all of it").isFalse();
        assertThat(gc.isBehind(B, 4)).isTrue();
        assertThat(gc.isBehind(B, 5)).as("all that is old").isFalse();
    }

    @Test
    void ofAnUnknownOriginNothingIsForgotten() {
        GcBoundary gc = boundary(Map.of(A, 3L));
        gc.notePurged(5);
        gc.inherit(delta(B, 0, 4), 5);
        assertThat(gc.isBehind(B, 0)).isFalse();
    }

    @Test
    void whatIsInheritedReachesToTheEndOfTheRun() {
        GcBoundary gc = boundary(Map.of(A, 6L));
        gc.inherit(delta(A, 0, 4), 9);
        assertThat(gc.isBehind(A, 3)).isTrue();
        assertThat(gc.isBehind(A, 4)).isFalse();
    }

    @Test
    void whatIsInheritedReachesNoFurtherThanWhatIsForgotten() {
        GcBoundary gc = boundary(Map.of(A, 6L));
        gc.inherit(delta(A, 0, 4), 2);
        assertThat(gc.isBehind(A, 1)).isTrue();
        assertThat(gc.isBehind(A, 2)).isFalse();
    }

    @Test
    void whatIsInheritedReachesNoFurtherThanWhatIsHeld() {
        GcBoundary gc = boundary(Map.of(A, 3L));
        gc.inherit(delta(A, 0, 8), 8);
        assertThat(gc.isBehind(A, 2)).isTrue();
        assertThat(gc.isBehind(A, 3)).isFalse();
    }

    @Test
    void aRunThatBeginsBehindWhatIsForgottenPassesNothingOn() {
        GcBoundary gc = boundary(Map.of(A, 9L));
        gc.inherit(delta(A, 5, 8), 5);
        assertThat(gc.isBehind(A, 0)).isFalse();
        gc.inherit(delta(A, 4, 8), 5);
        assertThat(gc.isBehind(A, 0)).isTrue();
    }

    @Test
    void ofItsOwnHistoryANodeInheritsNothing() {
        GcBoundary gc = boundary(Map.of(SELF, 9L));
        gc.inherit(delta(SELF, 0, 8), 5);
        assertThat(gc.isBehind(SELF, 0)).isFalse();
    }
}
