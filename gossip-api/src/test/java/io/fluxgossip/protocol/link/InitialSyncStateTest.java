package io.fluxgossip.protocol.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A topic that is due stays due until the peer has answered what it was asked about it. */
class InitialSyncStateTest {

    @Test
    void whatIsAskedAboutIsNotDueAndWhatIsNotAskedStaysDue() {
        InitialSyncState sync = new InitialSyncState();
        sync.addDue(List.of("a", "b", "c"));
        sync.askDue(List.of("a", "c"));
        assertThat(sync.due()).containsExactly("b");
        assertThat(sync.takeAnswered()).containsExactlyInAnyOrder("a", "c");
    }

    @Test
    void topicsComeInTheOrderInWhichTheyBecameDueOnceEach() {
        InitialSyncState sync = new InitialSyncState();
        sync.addDue("c");
        sync.addDue(List.of("a", "c", "b"));
        sync.addDue("a");
        assertThat(sync.due()).containsExactly("c", "a", "b");
    }

    @Test
    void anAnswerIsTakenOnce() {
        InitialSyncState sync = new InitialSyncState();
        sync.ask("a");
        assertThat(sync.takeAnswered()).containsExactly("a");
        assertThat(sync.takeAnswered()).isEmpty();
        sync.askAgain();
        assertThat(sync.due()).as("the peer has answered").isEmpty();
    }

    @Test
    void whatWasAnsweredIsNotChangedByWhatIsAskedNext() {
        InitialSyncState sync = new InitialSyncState();
        sync.ask("a");
        var answered = sync.takeAnswered();
        sync.ask("b");
        assertThat(answered).containsExactly("a");
    }

    @Test
    void whatThePeerHasNotAnsweredIsDueAgainBehindWhatIsDueMeanwhile() {
        InitialSyncState sync = new InitialSyncState();
        sync.addDue("a");
        sync.askDue(List.of("a"));
        sync.addDue("b");
        sync.askAgain();
        assertThat(sync.due()).containsExactly("b", "a");
        assertThat(sync.takeAnswered()).isEmpty();
    }

    @Test
    void whatIsPutOffIsDueWhenItIsResumedAndOnlyOnce() {
        InitialSyncState sync = new InitialSyncState();
        sync.putOff("a");
        assertThat(sync.due()).isEmpty();
        sync.resumeLater();
        assertThat(sync.due()).containsExactly("a");
        sync.askDue(List.of("a"));
        sync.resumeLater();
        assertThat(sync.due()).isEmpty();
    }

    @Test
    void aPeerIsLeftToFetchEachTopicOnce() {
        InitialSyncState sync = new InitialSyncState();
        assertThat(sync.leaveToFetch("a")).isTrue();
        assertThat(sync.leaveToFetch("a")).isFalse();
        assertThat(sync.leaveToFetch("b")).isTrue();
    }
}
