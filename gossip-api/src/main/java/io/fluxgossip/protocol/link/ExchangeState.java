package io.fluxgossip.protocol.link;

import io.fluxgossip.protocol.message.DigestRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The exchange with one peer, of which at most one is under way, and the rounds that wait for the connection. */
public final class ExchangeState {

    /** Rounds without a summary, at most, where topics differ all the time. */
    private static final int MAX_SUMMARY_PAUSE = 15;

    /** The shortest time that an answer is waited for, and the time until something is known. */
    static final long SHORTEST_TIMEOUT_MILLIS = 2_000;

    /** The longest time that an answer is waited for. */
    static final long LONGEST_TIMEOUT_MILLIS = 16_000;

    /** An answer is waited for as many times as long as the last one took. */
    private static final int TIMEOUT_FACTOR = 4;

    private boolean awaitingAnswer;
    private long timeoutMillis = SHORTEST_TIMEOUT_MILLIS;
    private long askedMillis;

    /** Requests that the peer has not answered yet. */
    private List<DigestRequest> requests = List.of();

    /** The interval whose topics were summed up, until the peer answers; 0 if none were. */
    private long summaryMillis;

    /** Rounds without a summary after one that differed: twice as many each time. */
    private int summaryPause;

    private int roundsWithoutSummary;

    /** Whether the peer was asked about each topic of a round by itself, until it answers. */
    private boolean oneByOne;

    /** Intervals whose topics to ask about once when the connection is up. */
    private final Set<Long> waitingRounds = new LinkedHashSet<>();

    /** Whether to ask something once the connection is up, so that the peer answers. */
    private boolean contactWaiting;

    // The exchange under way

    /** The peer is asked this now. */
    public void begin(List<DigestRequest> asked, long nowMillis) {
        awaitingAnswer = true;
        askedMillis = nowMillis;
        requests = List.copyOf(asked);
    }

    /** The exchange is not over: a sketch comes in. */
    public void extend() {
        awaitingAnswer = true;
    }

    public void end() {
        awaitingAnswer = false;
    }

    /** The answer came after this time. */
    public void noteAnswered(long tookMillis) {
        long wanted = Math.max(SHORTEST_TIMEOUT_MILLIS, TIMEOUT_FACTOR * tookMillis);
        timeoutMillis = Math.min(LONGEST_TIMEOUT_MILLIS, wanted);
    }

    /** No answer came in time: it may have been too late, so the next one is waited for twice as long (RFC 6298). */
    public void noteUnanswered() {
        timeoutMillis = Math.min(LONGEST_TIMEOUT_MILLIS, 2 * timeoutMillis);
    }

    /** How long the next answer is waited for. */
    public long timeoutMillis() {
        return timeoutMillis;
    }

    /** Whether the peer owes an answer. */
    public boolean isAwaitingAnswer() {
        return awaitingAnswer;
    }

    public long askedMillis() {
        return askedMillis;
    }

    public List<DigestRequest> requests() {
        return requests;
    }

    /** Takes out the requests that the peer has answered. */
    public List<DigestRequest> takeRequests() {
        List<DigestRequest> answered = requests;
        requests = List.of();
        return answered;
    }

    // Summaries

    /** Whether the next round sums up its topics; where they differ all the time that would only cost. */
    public boolean nextRoundSumsUp() {
        return roundsWithoutSummary++ >= summaryPause;
    }

    public void beginSummary(long intervalMillis) {
        summaryMillis = intervalMillis;
    }

    public void beginOneByOne() {
        oneByOne = true;
    }

    /** The peer has not answered: nothing is known of what was asked in a round. */
    public void abandonRound() {
        summaryMillis = 0;
        oneByOne = false;
    }

    /** A round that asked about topics one by one is answered. */
    public void endOneByOne(boolean allEqual) {
        if (oneByOne && allEqual) {
            summaryPause = 0;
        }
        oneByOne = false;
    }

    /** A round that summed up its topics is answered; returns its interval, or 0 if there was none. */
    public long endSummary(boolean differed) {
        long intervalMillis = summaryMillis;
        if (intervalMillis != 0) {
            summaryMillis = 0;
            roundsWithoutSummary = 0;
            summaryPause = differed ? Math.min(MAX_SUMMARY_PAUSE, 2 * summaryPause + 1) : 0;
        }
        return intervalMillis;
    }

    // Until the connection is up

    public void addWaitingRound(long intervalMillis) {
        waitingRounds.add(intervalMillis);
    }

    public void addWaitingContact() {
        contactWaiting = true;
    }

    public boolean isContactWaiting() {
        return contactWaiting;
    }

    public Set<Long> waitingRounds() {
        return waitingRounds;
    }

    public void clearWaiting() {
        waitingRounds.clear();
        contactWaiting = false;
    }

    boolean isQuiet() {
        return !awaitingAnswer && waitingRounds.isEmpty() && !contactWaiting;
    }
}
