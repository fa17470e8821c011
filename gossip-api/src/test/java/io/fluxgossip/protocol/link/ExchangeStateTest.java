package io.fluxgossip.protocol.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Digest;
import io.fluxgossip.protocol.message.DigestRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A peer owes one answer at a time, and topics that differ all the time are summed up ever more seldom. */
class ExchangeStateTest {

    private static final long SECOND = 1_000;
    private static final DigestRequest A = new DigestRequest.Fragment("a", Digest.EMPTY);
    private static final DigestRequest B = new DigestRequest.Fragment("b", Digest.EMPTY);

    /** How many rounds ask about each topic by itself before one is summed up, which differs or not. */
    private static int pauseBeforeSummary(ExchangeState exchange, boolean differs) {
        int pause = 0;
        while (!exchange.nextRoundSumsUp()) {
            exchange.beginOneByOne();
            exchange.endOneByOne(false);
            pause++;
        }
        exchange.beginSummary(SECOND);
        assertThat(exchange.endSummary(differs)).isEqualTo(SECOND);
        return pause;
    }

    @Test
    void anExchangeThatASketchExtendsIsNotOver() {
        ExchangeState exchange = new ExchangeState();
        exchange.begin(List.of(A), 5);
        exchange.end();
        exchange.extend();
        assertThat(exchange.isAwaitingAnswer()).isTrue();
        assertThat(exchange.askedMillis()).as("the time of the question").isEqualTo(5);
        exchange.end();
        assertThat(exchange.isQuiet()).isTrue();
    }

    @Test
    void whatWasAskedIsAnsweredOnce() {
        ExchangeState exchange = new ExchangeState();
        exchange.begin(List.of(A, B), 0);
        assertThat(exchange.takeRequests()).containsExactly(A, B);
        assertThat(exchange.takeRequests()).isEmpty();
    }

    @Test
    void whatWasAskedStaysAsItWasAsked() {
        ExchangeState exchange = new ExchangeState();
        List<DigestRequest> asked = new ArrayList<>(List.of(A));
        exchange.begin(asked, 0);
        asked.add(B);
        assertThat(exchange.requests()).containsExactly(A);
    }

    @Test
    void aNewQuestionTakesThePlaceOfOneThatWasNotAnswered() {
        ExchangeState exchange = new ExchangeState();
        exchange.begin(List.of(A), 0);
        exchange.end();
        exchange.begin(List.of(B), 9);
        assertThat(exchange.takeRequests()).containsExactly(B);
    }

    @Test
    void anAnswerIsWaitedForFourTimesAsLongAsTheLastOneTookWithinBounds() {
        ExchangeState exchange = new ExchangeState();
        exchange.noteAnswered(3 * SECOND);
        assertThat(exchange.timeoutMillis()).isEqualTo(12 * SECOND);
        exchange.noteAnswered(1);
        assertThat(exchange.timeoutMillis()).isEqualTo(ExchangeState.SHORTEST_TIMEOUT_MILLIS);
        exchange.noteAnswered(60 * SECOND);
        assertThat(exchange.timeoutMillis()).isEqualTo(ExchangeState.LONGEST_TIMEOUT_MILLIS);
    }

    @Test
    void aPeerThatDoesNotAnswerIsGivenTwiceAsLongEachTimeUntilItDoes() {
        ExchangeState exchange = new ExchangeState();
        List<Long> timeouts = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            timeouts.add(exchange.timeoutMillis());
            exchange.noteUnanswered();
        }
        assertThat(timeouts).containsExactly(2 * SECOND, 4 * SECOND, 8 * SECOND, 16 * SECOND, 16 * SECOND);
        exchange.noteAnswered(1);
        assertThat(exchange.timeoutMillis()).isEqualTo(2 * SECOND);
    }

    @Test
    void summariesThatDifferArePausedForTwiceAsLongEachTimeUpToALimit() {
        ExchangeState exchange = new ExchangeState();
        List<Integer> pauses = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            pauses.add(pauseBeforeSummary(exchange, true));
        }
        assertThat(pauses).containsExactly(0, 1, 3, 7, 15, 15);
    }

    @Test
    void anEqualSummaryEndsThePause() {
        ExchangeState exchange = new ExchangeState();
        pauseBeforeSummary(exchange, true);
        pauseBeforeSummary(exchange, true);
        assertThat(pauseBeforeSummary(exchange, false)).isEqualTo(3);
        assertThat(pauseBeforeSummary(exchange, true)).isZero();
    }

    @Test
    void aRoundThatFindsEachTopicEqualEndsThePause() {
        ExchangeState exchange = new ExchangeState();
        pauseBeforeSummary(exchange, true);
        pauseBeforeSummary(exchange, true);
        assertThat(exchange.nextRoundSumsUp()).isFalse();
        exchange.beginOneByOne();
        exchange.endOneByOne(true);
        assertThat(exchange.nextRoundSumsUp()).isTrue();
    }

    @Test
    void anAnswerToSomethingElseThanARoundEndsNoPause() {
        ExchangeState exchange = new ExchangeState();
        pauseBeforeSummary(exchange, true);
        exchange.endOneByOne(true);
        assertThat(exchange.endSummary(false)).isZero();
        assertThat(exchange.nextRoundSumsUp()).isFalse();
    }

    @Test
    void ofARoundThatWasNotAnsweredNothingIsKnown() {
        ExchangeState exchange = new ExchangeState();
        pauseBeforeSummary(exchange, true);
        exchange.beginOneByOne();
        exchange.abandonRound();
        exchange.endOneByOne(true);
        assertThat(exchange.nextRoundSumsUp()).as("still paused").isFalse();
        exchange.beginSummary(SECOND);
        exchange.abandonRound();
        assertThat(exchange.endSummary(true)).isZero();
    }

    @Test
    void roundsThatWaitForTheConnectionWaitOnceEach() {
        ExchangeState exchange = new ExchangeState();
        exchange.addWaitingRound(SECOND);
        exchange.addWaitingRound(60 * SECOND);
        exchange.addWaitingRound(SECOND);
        assertThat(exchange.waitingRounds()).containsExactly(SECOND, 60 * SECOND);
        assertThat(exchange.isQuiet()).isFalse();
        exchange.clearWaiting();
        assertThat(exchange.isQuiet()).isTrue();
    }

    @Test
    void aWaitingContactIsOver() {
        ExchangeState exchange = new ExchangeState();
        exchange.addWaitingContact();
        assertThat(exchange.isQuiet()).isFalse();
        exchange.clearWaiting();
        assertThat(exchange.isContactWaiting()).isFalse();
        assertThat(exchange.isQuiet()).isTrue();
    }
}
