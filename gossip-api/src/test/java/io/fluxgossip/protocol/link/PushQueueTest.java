package io.fluxgossip.protocol.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.NodeConfig;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.protocol.store.Budget;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.turn.Counter;
import io.fluxgossip.protocol.turn.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A push is computed when the peer takes it, from cursors that say how far its copy reaches. */
class PushQueueTest {

    private static final NodeId SELF = new NodeId("self", 1);
    private static final NodeId A = new NodeId("a", 1);
    private static final NodeId B = new NodeId("b", 1);
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private static Turn turn() {
        return new Turn(NodeConfig.of(SELF), new SplittableRandom(1));
    }

    /** One that holds the history of an origin in full: a key of its own at each of these timestamps. */
    private static Replica replica(NodeId origin, long... timestamps) {
        Replica replica = Replica.empty(TopicConfig.of("t"), SELF);
        long after = 0;
        for (long timestamp : timestamps) {
            hold(replica, after, entry("key-" + timestamp, origin, timestamp));
            after = timestamp;
        }
        return replica;
    }

    private static void hold(Replica replica, long after, Entry entry) {
        Run run = new Run(entry.origin(), after, entry.timestamp(), List.of(entry));
        replica.apply(run, Long.MAX_VALUE, new ArrayList<>());
    }

    private static Entry entry(String key, NodeId origin, long timestamp) {
        return new Entry(Bytes.utf8(key), Bytes.EMPTY, new Version(timestamp, origin));
    }

    private static Run run(NodeId origin, long after, long upTo, long... timestamps) {
        return new Run(
                origin,
                after,
                upTo,
                LongStream.of(timestamps)
                        .mapToObj(timestamp -> entry("key-" + timestamp, origin, timestamp))
                        .toList());
    }

    private static Delta take(PushQueue queue, Replica replica) {
        return queue.takeDelta("t", replica, new Budget(NO_LIMIT), turn());
    }

    private static Delta takeOne(PushQueue queue, Replica replica) {
        return queue.takeDelta("t", replica, new Budget(1), turn());
    }

    @Test
    void aBurstIsOneRunFromWhereThePeerWasToNow() {
        PushQueue queue = new PushQueue();
        queue.extend("t", A, 2, 1);
        queue.extend("t", A, 3, 1);
        assertThat(take(queue, replica(A, 1, 2, 3, 4))).isEqualTo(Delta.of(run(A, 2, 4, 3, 4)));
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void ofAKeyThatChangedOftenThePeerIsSentTheNewestAndTheOthersAreCounted() {
        PushQueue queue = new PushQueue();
        Replica replica = replica(A, 1);
        hold(replica, 1, entry("key-1", A, 2));
        hold(replica, 2, entry("key-1", A, 3));
        queue.extend("t", A, 0, 3);
        Turn turn = turn();
        assertThat(queue.takeDelta("t", replica, new Budget(NO_LIMIT), turn))
                .isEqualTo(Delta.of(new Run(A, 0, 3, List.of(entry("key-1", A, 3)))));
        assertThat(turn.counters().get(Counter.CONFLATED_FOR_PEERS)).isEqualTo(2);
    }

    @Test
    void whatThePeerSentIsNotSentBack() {
        PushQueue queue = new PushQueue();
        queue.extend("t", A, 0, 2);
        queue.raise("t", A, 1, 2);
        assertThat(take(queue, replica(A, 1, 2))).isEqualTo(Delta.of(run(A, 1, 2, 2)));
        queue.extend("t", A, 0, 2);
        queue.raise("t", A, 2, 2);
        assertThat(queue.isEmpty()).isTrue();
        assertThat(take(queue, replica(A, 1, 2))).isEqualTo(Delta.EMPTY);
    }

    @Test
    void aPeerThatSendsWhatIsOldHoldsWhatItHeld() {
        PushQueue queue = new PushQueue();
        queue.extend("t", A, 2, 1);
        queue.raise("t", A, 1, 3);
        assertThat(take(queue, replica(A, 1, 2, 3))).isEqualTo(Delta.of(run(A, 2, 3, 3)));
    }

    @Test
    void aPeerThatTurnsOutToHoldLessIsSentMore() {
        PushQueue queue = new PushQueue();
        queue.extend("t", A, 2, 1);
        queue.lower("t", A, 1);
        queue.lower("t", A, 2);
        assertThat(take(queue, replica(A, 1, 2, 3))).isEqualTo(Delta.of(run(A, 1, 3, 2, 3)));
    }

    @Test
    void whatIsNotHeldHereIsNotSent() {
        PushQueue queue = new PushQueue();
        queue.extend("t", B, 0, 1);
        queue.lower("t", A, 5);
        assertThat(take(queue, replica(A, 1, 2))).isEqualTo(Delta.EMPTY);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void originsAreSentInTheirOrderWhicheverChangedFirst() {
        Replica replica = replica(A, 1);
        hold(replica, 0, entry("key-2", B, 2));
        PushQueue queue = new PushQueue();
        queue.extend("t", B, 0, 1);
        queue.extend("t", A, 0, 1);
        assertThat(take(queue, replica)).isEqualTo(Delta.of(run(A, 0, 1, 1), run(B, 0, 2, 2)));
    }

    @Test
    void whatDoesNotFitWaitsForTheNextTurnBehindOtherTopics() {
        Replica replica = replica(A, 1, 2);
        PushQueue queue = new PushQueue();
        queue.extend("t", A, 0, 2);
        queue.release("t");
        queue.release("u");
        assertThat(queue.pollReleased()).isEqualTo("t");
        assertThat(takeOne(queue, replica)).isEqualTo(Delta.of(run(A, 0, 1, 1)));
        assertThat(queue.pollReleased()).isEqualTo("u");
        assertThat(queue.pollReleased()).isEqualTo("t");
        assertThat(takeOne(queue, replica)).isEqualTo(Delta.of(run(A, 1, 2, 2)));
        assertThat(queue.pollReleased()).isNull();
    }

    @Test
    void whatIsSentInPartsIsNotTakenForConflated() {
        Replica replica = replica(A, 1, 2, 3);
        PushQueue queue = new PushQueue();
        queue.extend("t", A, 0, 3);
        Turn turn = turn();
        queue.takeDelta("t", replica, new Budget(1), turn);
        queue.takeDelta("t", replica, new Budget(NO_LIMIT), turn);
        assertThat(turn.counters().get(Counter.CONFLATED_FOR_PEERS)).isZero();
    }

    @Test
    void aPeerThatShowsTheSameWatermarkAgainIsSentTheRestEverMoreSeldom() {
        PushQueue queue = new PushQueue();
        assertThat(IntStream.rangeClosed(1, 20).filter(time -> queue.isWorthSending("t", A, 5)))
                .containsExactly(1, 2, 4, 8, 16);
        assertThat(queue.isWorthSending("t", A, 6)).as("it has moved").isTrue();
        assertThat(queue.isWorthSending("t", A, 6)).isTrue();
        assertThat(queue.isWorthSending("t", A, 6)).isFalse();
    }

    @Test
    void eachOriginOfEachTopicIsCountedByItself() {
        PushQueue queue = new PushQueue();
        IntStream.rangeClosed(1, 2).forEach(time -> queue.isWorthSending("t", A, 5));
        assertThat(queue.isWorthSending("t", B, 5)).isTrue();
        assertThat(queue.isWorthSending("u", A, 5)).isTrue();
        assertThat(queue.isWorthSending("t", A, 5)).isFalse();
    }

    @Test
    void aPeerThatNamesMoreOriginsThanAreRememberedIsSentEverythingAgain() {
        PushQueue queue = new PushQueue();
        IntStream.rangeClosed(1, 2).forEach(time -> queue.isWorthSending("t", A, 5));
        LongStream.rangeClosed(1, 10_000).forEach(i -> queue.isWorthSending("t", new NodeId("many", i), 5));
        assertThat(queue.isWorthSending("t", A, 5)).as("the third time").isTrue();
    }

    @Test
    void theSameProbeWaitsOnceAndNoMoreThanTheLimitDo() {
        PushQueue queue = new PushQueue();
        List<Message.Notice> probes = LongStream.rangeClosed(1, 65)
                .<Message.Notice>mapToObj(i -> new Message.PingReq(new NodeId("n", i)))
                .toList();
        queue.addUrgent(probes.get(0));
        probes.forEach(queue::addUrgent);
        for (Message.Notice probe : probes.subList(0, 64)) {
            assertThat(queue.pollUrgent()).isEqualTo(probe);
        }
        assertThat(queue.pollUrgent()).as("beyond the limit").isNull();
    }

    @Test
    void originsAreAnnouncedTogetherByTopicOnceEach() {
        PushQueue queue = new PushQueue();
        queue.announce("u", A);
        queue.announce("t", B);
        queue.announce("t", A);
        queue.announce("t", B);
        assertThat(queue.pollAnnouncement()).isEqualTo(new PushQueue.Announcement("t", Set.of(A, B)));
        assertThat(queue.pollAnnouncement()).isEqualTo(new PushQueue.Announcement("u", Set.of(A)));
        assertThat(queue.pollAnnouncement()).isNull();
    }

    @Test
    void aQueueIsEmptyWhenNothingOfAnyKindWaits() {
        PushQueue queue = new PushQueue();
        queue.prune("t");
        assertThat(queue.isEmpty()).isFalse();
        assertThat(queue.pollPrune()).isEqualTo("t");
        assertThat(queue.isEmpty()).isTrue();
        queue.announce("t", A);
        assertThat(queue.isEmpty()).isFalse();
        queue.pollAnnouncement();
        queue.addUrgent(new Message.PingReq(A));
        assertThat(queue.isEmpty()).isFalse();
        queue.pollUrgent();
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void aPeerThatWasSentSomethingTakesNothingUntilItIsReadyAgain() {
        PushQueue queue = new PushQueue();
        queue.becomeReady();
        queue.noteSent(5, true);
        assertThat(queue.isReady()).isFalse();
        queue.becomeReady();
        queue.noteSent(9, false);
        assertThat(queue.sentMillis()).isEqualTo(9);
        assertThat(queue.pushedMillis()).as("an announcement is no push").isEqualTo(5);
    }
}
