package io.fluxgossip.protocol.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.LiveView;
import io.fluxgossip.model.NodeConfig;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.membership.Membership;
import io.fluxgossip.protocol.membership.PeerSelection;
import io.fluxgossip.protocol.membership.Peers;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.store.PendingWrite;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.turn.Counter;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.Timer;
import io.fluxgossip.protocol.turn.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A delete is forgotten when every member is known to have it, or when it is too old, and not before. */
class TombstonesTest {

    private static final NodeId SELF = new NodeId("n", 1);
    private static final NodeId B = new NodeId("b", 1);
    private static final NodeId C = new NodeId("c", 1);
    private static final long TTL = 60_000;
    private static final TopicConfig TOPIC = TopicConfig.of("t").withTombstoneTtl(Duration.ofMillis(TTL));
    private static final long START = 1_767_225_600_000L;

    /** A node among these peers; its times are milliseconds since the start. */
    private static final class Node {
        final Turn turn = new Turn(NodeConfig.of(SELF), new SplittableRandom(1));
        final Replica replica = Replica.empty(TOPIC, SELF);
        final Peers peers = new Peers(SELF);
        final Tombstones tombstones;
        private long writes;

        Node(TopicConfig topic, NodeId... others) {
            Membership nobodyFailed = new Membership(turn, peers, new PeerSelection(turn, peers), new Silent());
            tombstones = new Tombstones(turn, peers, nobodyFailed, topic, replica);
            sees(others);
            at(0);
        }

        void sees(NodeId... others) {
            peers.set(LiveView.of(List.of(others)));
        }

        void at(long millis) {
            turn.begin(START + millis);
        }

        Entry delete(String key) {
            Entry tombstone = write(key, null);
            tombstones.buried(tombstone);
            return tombstone;
        }

        Entry write(String key, @Nullable Bytes value) {
            long timestamp = (turn.wallMillis() << Version.COUNTER_BITS) + writes++;
            PendingWrite write = new PendingWrite(Bytes.utf8(key), value, 0);
            return Objects.requireNonNull(replica.write(write, timestamp).entry());
        }

        /** Looks whether it may be forgotten. */
        boolean remembers(Entry tombstone) {
            tombstones.fired();
            return replica.holds(tombstone);
        }

        /** Delays of the timers that were armed since this was last asked. */
        List<Long> armed() {
            return turn.takeEffects().stream()
                    .map(Effect.Arm.class::cast)
                    .filter(arm -> arm.timer() instanceof Timer.GarbageCollection)
                    .map(Effect.Arm::delayMillis)
                    .toList();
        }
    }

    /** Nobody hears what a membership says. */
    private static final class Silent implements Membership.Voice {
        @Override
        public void contact(NodeId peer) {}

        @Override
        public void reach(NodeId peer) {}

        @Override
        public void send(NodeId peer, Message.Notice notice) {}
    }

    @Test
    void aDeleteIsForgottenWhenTheLastMemberIsKnownToHaveIt() {
        Node node = new Node(TOPIC, B, C);
        Entry gone = node.delete("k");
        node.at(10);
        node.tombstones.equal(B, START + 10);
        assertThat(node.remembers(gone)).as("c may lack it").isTrue();
        node.tombstones.equal(C, START + 10);
        assertThat(node.remembers(gone)).isFalse();
        assertThat(node.replica.gcWatermark()).isEqualTo(gone.timestamp());
        assertThat(node.turn.counters().get(Counter.TOMBSTONES_PURGED)).isOne();
    }

    @Test
    void whoWasAskedBeforeTheDeleteCameMayLackIt() {
        Node node = new Node(TOPIC, B);
        node.at(10);
        Entry gone = node.delete("k");
        node.tombstones.equal(B, START + 10);
        assertThat(node.remembers(gone)).as("asked in the same millisecond").isTrue();
        node.tombstones.equal(B, START + 11);
        assertThat(node.remembers(gone)).isFalse();
    }

    @Test
    void eachMemberMustHaveBeenAskedSinceTheDeleteCame() {
        for (NodeId early : List.of(B, C)) {
            Node node = new Node(TOPIC, B, C);
            Entry first = node.delete("first");
            node.at(10);
            node.tombstones.equal(early, START + 10);
            Entry second = node.delete("second");
            node.at(20);
            node.tombstones.equal(early.equals(B) ? C : B, START + 20);
            assertThat(node.remembers(first)).isFalse();
            assertThat(node.remembers(second)).as("%s was asked before", early).isTrue();
        }
    }

    @Test
    void eachMemberMustHoldTheDelete() {
        for (NodeId behind : List.of(B, C)) {
            Node node = new Node(TOPIC, B, C);
            Entry gone = node.delete("k");
            node.at(10);
            node.tombstones.compared(behind, Digest.EMPTY);
            node.tombstones.equal(behind.equals(B) ? C : B, START + 10);
            assertThat(node.remembers(gone)).as("%s lacks it", behind).isTrue();
        }
    }

    @Test
    void whoHoldsTheSameDigestHasTheDelete() {
        Node node = new Node(TOPIC, B);
        Entry gone = node.delete("k");
        node.at(10);
        node.tombstones.compared(B, Digest.EMPTY);
        assertThat(node.remembers(gone)).as("b held nothing").isTrue();
        node.tombstones.compared(B, node.replica.digest());
        assertThat(node.remembers(gone)).isFalse();
    }

    @Test
    void whoLacksOnlyWhatWasWrittenLaterHasTheDelete() {
        Node node = new Node(TOPIC, B);
        Entry gone = node.delete("k");
        node.write("later", Bytes.EMPTY);
        node.at(10);
        node.tombstones.compared(B, Digest.of(SELF, gone.timestamp() - 1));
        assertThat(node.remembers(gone)).isTrue();
        node.tombstones.compared(B, Digest.of(SELF, gone.timestamp()));
        assertThat(node.remembers(gone)).isFalse();
    }

    @Test
    void whoHoldsMoreThanThisNodeMayHoldWhatWasDeleted() {
        Node node = new Node(TOPIC, B);
        Entry gone = node.delete("k");
        node.at(10);
        long ours = node.replica.watermark(SELF);
        node.tombstones.compared(B, new Digest(new TreeMap<>(Map.of(SELF, ours, C, 1L))));
        assertThat(node.remembers(gone)).isTrue();
    }

    @Test
    void aMemberThatIsGoneIsNotWaitedFor() {
        Node node = new Node(TOPIC, B, C);
        Entry gone = node.delete("k");
        node.at(10);
        node.tombstones.equal(B, START + 10);
        node.sees(B);
        assertThat(node.remembers(gone)).isFalse();
    }

    @Test
    void aMemberThatCameLaterIsWaitedForToo() {
        Node node = new Node(TOPIC, B);
        Entry gone = node.delete("k");
        node.at(10);
        node.tombstones.equal(B, START + 10);
        node.sees(B, C);
        assertThat(node.remembers(gone)).isTrue();
    }

    @Test
    void whatIsKnownOfAMemberEndsWhenItIsGone() {
        Node node = new Node(TOPIC, B, C);
        Entry gone = node.delete("k");
        node.at(10);
        node.tombstones.equal(C, START + 10);
        node.sees(B);
        assertThat(node.remembers(gone)).isTrue();
        node.sees(B, C);
        node.tombstones.equal(B, START + 10);
        assertThat(node.remembers(gone)).as("c was away").isTrue();
    }

    @Test
    void whoeverLacksItADeleteIsForgottenWhenItsTimeIsOver() {
        Node node = new Node(TOPIC, B);
        Entry gone = node.delete("k");
        node.at(TTL - 1);
        assertThat(node.remembers(gone)).isTrue();
        node.at(TTL);
        assertThat(node.remembers(gone)).isFalse();
    }

    @Test
    void aNodeThatKnowsNobodyWaitsForTheTimeToBeOver() {
        Node alone = new Node(TOPIC);
        Entry gone = alone.delete("k");
        alone.at(TTL - 1);
        assertThat(alone.remembers(gone)).isTrue();
        alone.at(TTL);
        assertThat(alone.remembers(gone)).isFalse();
    }

    @Test
    void aDeleteThatIsTooOldWhenItComesIsForgottenAtOnce() {
        Node node = new Node(TOPIC, B);
        Entry gone = node.write("k", null);
        node.at(TTL);
        node.tombstones.buried(gone);
        assertThat(node.replica.holds(gone)).isFalse();
        assertThat(node.armed()).isEmpty();
    }

    @Test
    void whenTheClockWasSetBackLaterIsLaterAllTheSame() {
        Node node = new Node(TOPIC, B);
        node.at(5_000);
        node.at(1_000);
        Entry gone = node.delete("k");
        node.tombstones.compared(B, node.replica.digest());
        assertThat(node.remembers(gone)).as("no time has passed").isTrue();
        node.at(1_001);
        node.tombstones.compared(B, node.replica.digest());
        assertThat(node.remembers(gone)).isFalse();
    }

    @Test
    void aKeyThatWasWrittenAgainIsNotForgotten() {
        Node node = new Node(TOPIC, B);
        node.delete("k");
        Entry again = node.write("k", Bytes.EMPTY);
        node.at(TTL);
        node.tombstones.fired();
        assertThat(node.replica.holds(again)).isTrue();
        assertThat(node.replica.gcWatermark()).as("nothing was forgotten").isZero();
    }

    @Test
    void allDeletesShareOneTimerForAsLongAsThereAreAny() {
        Node node = new Node(TOPIC, B);
        node.delete("k");
        node.at(10);
        node.delete("l");
        assertThat(node.armed()).containsExactly(1_000L);
        node.at(TTL);
        node.tombstones.fired();
        assertThat(node.armed()).as("l is left").containsExactly(1_000L);
        node.at(TTL + 10);
        node.tombstones.fired();
        assertThat(node.armed()).isEmpty();
    }

    @Test
    void aShortMemoryIsLookedAtWhenItEnds() {
        Node node = new Node(TOPIC.withTombstoneTtl(Duration.ofMillis(200)), B);
        node.delete("k");
        assertThat(node.armed()).containsExactly(200L);
    }
}
