package io.fluxgossip.protocol.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.NodeConfig;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.PendingWrite;
import io.fluxgossip.protocol.turn.Timer;
import io.fluxgossip.protocol.turn.Turn;
import io.fluxgossip.protocol.turn.Update;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A value ends when the clock of the node that holds it says so, once, and no value that came later ends with it. */
class ExpiriesTest {

    private static final NodeId SELF = new NodeId("n", 1);
    private static final TopicConfig TOPIC = TopicConfig.of("t");
    private static final long START = 1_767_225_600_000L;

    /** A node with nothing in it; its times are milliseconds since the start. */
    private static final class Node {
        final Turn turn = new Turn(NodeConfig.of(SELF), new SplittableRandom(1));
        final Replica replica = Replica.empty(TOPIC, SELF);
        final Expiries expiries = new Expiries(turn, TOPIC.name(), replica);
        private long writes;

        Node() {
            at(0);
        }

        void at(long millis) {
            turn.begin(START + millis);
        }

        /** Writes now; 0 for ever. */
        void put(String key, long ttlMillis) {
            long timestamp = (turn.wallMillis() << Version.COUNTER_BITS) + writes++;
            PendingWrite write = new PendingWrite(Bytes.utf8(key), Bytes.EMPTY, ttlMillis);
            Entry entry = Objects.requireNonNull(
                    replica.write(write, timestamp, turn.nowMillis()).entry());
            if (entry.expires()) {
                expiries.add(entry);
            }
        }

        /** The keys that end now, by a timer that was armed for this time. */
        List<String> ended(long armedFor) {
            List<Update> updates = expiries.fired(START + armedFor);
            assertThat(updates)
                    .allSatisfy(update -> assertThat(replica.get(update.key()))
                            .isEqualTo(update.entry())
                            .matches(Entry::isTombstone));
            return updates.stream().map(update -> update.key().toUtf8()).toList();
        }

        /** Delays of the timers that were armed since this was last asked. */
        List<Long> armed() {
            return turn.takeEffects().stream()
                    .map(Effect.Arm.class::cast)
                    .filter(arm -> arm.timer() instanceof Timer.Expiry)
                    .map(Effect.Arm::delayMillis)
                    .toList();
        }
    }

    @Test
    void aValueEndsWhenItsTimeIsOverAndNotBefore() {
        Node node = new Node();
        node.put("k", 100);
        assertThat(node.armed()).containsExactly(100L);
        node.at(99);
        assertThat(node.ended(100)).isEmpty();
        node.at(100);
        assertThat(node.ended(100)).containsExactly("k");
        node.armed();
        assertThat(node.ended(100)).as("once").isEmpty();
    }

    @Test
    void onlyAnEarlierEndNeedsATimerOfItsOwn() {
        Node node = new Node();
        node.put("first", 100);
        node.put("later", 200);
        node.put("as late", 100);
        assertThat(node.armed()).containsExactly(100L);
        node.put("sooner", 50);
        assertThat(node.armed()).containsExactly(50L);
    }

    @Test
    void behindAnEndATimerIsArmedForTheNext() {
        Node node = new Node();
        node.put("first", 100);
        node.put("later", 250);
        node.armed();
        node.at(100);
        assertThat(node.ended(100)).containsExactly("first");
        assertThat(node.armed()).containsExactly(150L);
        node.at(250);
        assertThat(node.ended(250)).containsExactly("later");
        assertThat(node.armed()).isEmpty();
    }

    @Test
    void valuesThatEndTogetherEndInTheOrderInWhichTheyWereWritten() {
        Node node = new Node();
        node.put("z", 100);
        node.at(10);
        node.put("a", 90);
        node.at(20);
        node.put("soonest", 70);
        node.at(100);
        assertThat(node.ended(90)).containsExactly("soonest", "z", "a");
    }

    @Test
    void aValueThatWasReplacedDoesNotEnd() {
        Node node = new Node();
        node.put("k", 100);
        node.put("k", 0);
        node.armed();
        node.at(100);
        assertThat(node.ended(100)).isEmpty();
        assertThat(node.armed()).isEmpty();
        assertThat(node.replica.size()).isOne();
    }

    @Test
    void aValueThatWasPutAgainEndsAtItsOwnTime() {
        Node node = new Node();
        node.put("k", 100);
        node.at(80);
        node.put("k", 100);
        node.at(100);
        assertThat(node.ended(100)).isEmpty();
        node.at(180);
        assertThat(node.ended(180)).containsExactly("k");
    }

    @Test
    void afterTheClockWasSetBackOnlyWhatHasPassedCounts() {
        Node node = new Node();
        node.put("k", 100);
        node.armed();
        node.at(-50);
        assertThat(node.ended(100)).isEmpty();
        assertThat(node.armed()).containsExactly(100L);
        node.at(49);
        assertThat(node.ended(100)).isEmpty();
        node.at(50);
        assertThat(node.ended(100)).containsExactly("k");
    }

    @Test
    void afterTheClockWasSetForwardAllThatIsOverEndsAtTheNextTimer() {
        Node node = new Node();
        node.put("k", 100);
        node.put("l", 10_000);
        node.at(3_600_000);
        assertThat(node.ended(100)).containsExactly("k", "l");
    }

    @Test
    void aTimerThatFiresOnceTooOftenArmsNoOther() {
        Node node = new Node();
        node.put("k", 100);
        node.put("l", 300);
        node.at(100);
        node.ended(100);
        node.armed();
        assertThat(node.ended(100)).isEmpty();
        assertThat(node.armed()).isEmpty();
    }

    @Test
    void whatWasReplacedDoesNotPileUp() {
        Node node = new Node();
        for (int i = 1; i <= 100; i++) {
            node.put("k", 100L * i);
        }
        node.armed();
        node.at(100);
        assertThat(node.ended(100)).isEmpty();
        assertThat(node.armed()).as("those in between are forgotten").allMatch(delay -> delay > 5_000);
    }

    @Test
    void theLongestTimeToLiveIsNoTimeInThePast() {
        Node node = new Node();
        node.put("k", Long.MAX_VALUE);
        assertThat(node.armed()).containsExactly(Long.MAX_VALUE - START);
        node.at(1_000_000_000);
        assertThat(node.ended(0)).isEmpty();
    }
}
