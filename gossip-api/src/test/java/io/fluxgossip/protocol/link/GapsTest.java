package io.fluxgossip.protocol.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.DigestRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A gap is asked for at once, only once while it is under way, and ever more seldom if answers do not fill it. */
class GapsTest {

    private static final NodeId A = new NodeId("a", 1);
    private static final NodeId B = new NodeId("b", 1);

    /** Gaps before what a peer has shown, where so much of each history is held in every topic. */
    private static Gaps gaps(Map<NodeId, Long> held) {
        return new Gaps((topic, origin) -> held.getOrDefault(origin, 0L));
    }

    private static DigestRequest question(String topic, NodeId origin, long held) {
        return new DigestRequest.Fragment(topic, Digest.of(origin, held));
    }

    /** Asks the peer, if there is something to ask; returns whether there was. */
    private static boolean ask(Gaps gaps) {
        boolean asks = !gaps.questions().isEmpty();
        if (asks) {
            gaps.asked();
        }
        return asks;
    }

    @Test
    void whereNothingIsMissingNothingIsAsked() {
        Gaps gaps = gaps(Map.of());
        gaps.look(gaps);
        assertThat(gaps.questions()).isEmpty();
        assertThat(gaps.areAsked()).isTrue();
        assertThat(gaps.areFilled()).isTrue();
    }

    @Test
    void whatIsMissingIsAskedForFromWhereTheHistoryEndsHere() {
        Gaps gaps = gaps(Map.of(A, 3L));
        gaps.lacking("t", A, 9);
        assertThat(gaps.areAsked()).isFalse();
        assertThat(gaps.questions()).containsExactly(question("t", A, 3));
    }

    @Test
    void theGapsOfATopicAreOneQuestionWhateverTheOrderInWhichTheyShow() {
        Gaps gaps = gaps(Map.of(A, 3L, B, 5L));
        gaps.lacking("u", B, 9);
        gaps.lacking("t", B, 9);
        gaps.lacking("u", A, 9);
        gaps.lacking("t", B, 7);
        Digest both = new Digest(new TreeMap<>(Map.of(A, 3L, B, 5L)));
        assertThat(gaps.questions()).containsExactly(question("t", B, 5), new DigestRequest.Fragment("u", both));
    }

    @Test
    void whatHasComeBeforeItWasAskedForIsNotAskedFor() {
        Map<NodeId, Long> held = new HashMap<>(Map.of(A, 3L));
        Gaps gaps = gaps(held);
        gaps.lacking("t", A, 5);
        gaps.lacking("t", A, 9);
        held.put(A, 5L);
        assertThat(gaps.questions()).containsExactly(question("t", A, 5));
        held.put(A, 9L);
        assertThat(gaps.questions()).isEmpty();
        assertThat(gaps.areAsked()).isTrue();
    }

    @Test
    void whatIsUnderWayIsNotAskedForHoweverOftenItShows() {
        Gaps gaps = gaps(Map.of(A, 3L));
        gaps.lacking("t", A, 9);
        assertThat(ask(gaps)).isTrue();
        gaps.lacking("t", A, 9);
        gaps.lacking("t", A, 12);
        assertThat(gaps.questions()).isEmpty();
        gaps.lacking("t", B, 1);
        assertThat(gaps.questions()).as("another one").containsExactly(question("t", B, 0));
    }

    @Test
    void whatShowsWhileAQuestionIsUnderWayIsLookedForToo() {
        Map<NodeId, Long> held = new HashMap<>(Map.of(A, 3L));
        Gaps gaps = gaps(held);
        gaps.lacking("t", A, 9);
        ask(gaps);
        gaps.lacking("t", A, 12);
        assertThat(gaps.questions()).isEmpty();
        held.put(A, 9L);
        gaps.answered();
        gaps.look(gaps);
        assertThat(gaps.questions()).containsExactly(question("t", A, 9));
    }

    @Test
    void whatShowsWhenTheAnswerHasComeIsAskedForAtOnce() {
        Map<NodeId, Long> held = new HashMap<>(Map.of(A, 3L));
        Gaps gaps = gaps(held);
        gaps.lacking("t", A, 9);
        ask(gaps);
        held.put(A, 9L);
        gaps.lacking("t", A, 12);
        assertThat(gaps.questions()).containsExactly(question("t", A, 9));
    }

    @Test
    void whatHasComeIsNotLookedForAnyLonger() {
        Map<NodeId, Long> held = new HashMap<>();
        Gaps gaps = gaps(held);
        gaps.lacking("t", A, 9);
        ask(gaps);
        assertThat(gaps.areFilled()).isFalse();
        held.put(A, 9L);
        gaps.look(gaps);
        assertThat(gaps.areFilled()).isTrue();
        assertThat(gaps.questions()).isEmpty();
    }

    @Test
    void whileThePeerDoesNotAnswerEveryLookAsksAgain() {
        Gaps gaps = gaps(Map.of());
        gaps.lacking("t", A, 9);
        ask(gaps);
        gaps.answered();
        for (int look = 0; look < 100; look++) {
            gaps.look(gaps);
            assertThat(ask(gaps)).isTrue();
        }
    }

    @Test
    void whatAnswersDoNotBringIsAskedForLessAndLessOftenAndThenLeftToTheRounds() {
        Gaps gaps = gaps(Map.of());
        gaps.lacking("t", A, 9);
        ask(gaps);
        List<Integer> asked = new ArrayList<>();
        for (int look = 1; look <= 100; look++) {
            gaps.answered();
            gaps.look(gaps);
            if (ask(gaps)) {
                asked.add(look);
            }
        }
        assertThat(asked).containsExactly(1, 2, 4, 8, 16, 24, 32, 40, 48, 56, 64);
        assertThat(gaps.areFilled()).as("given up").isTrue();
        gaps.lacking("t", A, 9);
        assertThat(ask(gaps)).as("shown again").isTrue();
    }

    @Test
    void aGapThatShowsAgainAndAgainIsAskedForNoMoreOften() {
        Gaps gaps = gaps(Map.of());
        gaps.lacking("t", A, 9);
        ask(gaps);
        List<Integer> asked = new ArrayList<>();
        for (int look = 1; look <= 16; look++) {
            gaps.answered();
            gaps.lacking("t", A, 9);
            gaps.look(gaps);
            if (ask(gaps)) {
                asked.add(look);
            }
        }
        assertThat(asked).containsExactly(1, 2, 4, 8, 16);
    }

    @Test
    void whenAPeerFallsSilentAnotherIsAskedAlsoForWhatTheFirstCouldNotTell() {
        Gaps silent = gaps(Map.of());
        silent.lacking("t", A, 9);
        for (int look = 1; look <= 3; look++) {
            ask(silent);
            silent.answered();
            silent.look(silent);
        }
        silent.lacking("t", B, 9);
        ask(silent);
        Gaps other = gaps(Map.of());
        silent.look(other);
        Digest both = new Digest(new TreeMap<>(Map.of(A, 0L, B, 0L)));
        assertThat(other.questions()).containsExactly(new DigestRequest.Fragment("t", both));
    }

    @Test
    void whatOnePeerOwesIsAskedOfAnotherAndStillExpectedOfTheFirst() {
        Map<NodeId, Long> held = new HashMap<>();
        Gaps silent = gaps(held);
        Gaps other = gaps(held);
        silent.lacking("t", A, 9);
        ask(silent);
        silent.look(other);
        assertThat(other.questions()).containsExactly(question("t", A, 0));
        assertThat(silent.questions()).isEmpty();
        assertThat(silent.areFilled()).isFalse();
        held.put(A, 9L);
        silent.look(other);
        assertThat(silent.areFilled()).isTrue();
        assertThat(other.questions()).as("it has come").isEmpty();
    }
}
