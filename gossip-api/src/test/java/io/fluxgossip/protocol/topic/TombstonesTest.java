package io.fluxgossip.protocol.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Limits;
import io.fluxgossip.model.NodeConfig;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.turn.Counter;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.PendingWrite;
import io.fluxgossip.protocol.turn.Timer;
import io.fluxgossip.protocol.turn.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A delete loses its key after a while, and is forgotten when its time is over, or when there are too many. */
class TombstonesTest {

    private static final NodeId SELF = new NodeId("n", 1);
    private static final long TTL = 160_000;
    private static final TopicConfig TOPIC = TopicConfig.of("t").withTombstoneTtl(Duration.ofMillis(TTL));

    /** A multiple of all steps. */
    private static final long START = 1_767_225_600_000L;

    /** A node by itself; its times are milliseconds since the start. */
    private static final class Node {
        final Turn turn = new Turn(NodeConfig.of(SELF), new SplittableRandom(1));
        final Replica replica;
        final Tombstones tombstones;
        private long writes;

        Node(TopicConfig topic) {
            replica = Replica.empty(topic, SELF);
            tombstones = new Tombstones(turn, topic, replica);
            at(0);
        }

        void at(long millis) {
            turn.begin(START + millis);
        }

        /** Looks at this time what may be forgotten. */
        void look(long millis) {
            at(millis);
            tombstones.fired();
        }

        Entry delete(String key) {
            Entry tombstone = write(key, null);
            tombstones.buried(tombstone);
            return tombstone;
        }

        Entry write(String key, @Nullable Bytes value) {
            long timestamp = (turn.wallMillis() << Version.COUNTER_BITS) + writes++;
            PendingWrite write = new PendingWrite(Bytes.utf8(key), value, 0);
            return Objects.requireNonNull(
                    replica.write(write, timestamp, turn.nowMillis()).entry());
        }

        List<Long> armed() {
            return turn.takeEffects().stream()
                    .map(Effect.Arm.class::cast)
                    .filter(arm -> arm.timer() instanceof Timer.GarbageCollection)
                    .map(Effect.Arm::delayMillis)
                    .toList();
        }
    }

    @Test
    void aTombstoneLosesItsKeyAndIsRememberedAllTheSame() {
        Node node = new Node(TOPIC);
        Entry gone = node.delete("k");
        node.look(29_999);
        assertThat(node.replica.holds(gone)).isTrue();
        long state = node.replica.fingerprint().state();
        node.look(30_000);
        assertThat(node.replica.holds(gone)).isFalse();
        assertThat(node.replica.knows(gone.version())).isTrue();
        assertThat(node.replica.fingerprint().state())
                .as("it makes no difference")
                .isEqualTo(state);
    }

    @Test
    void aDeleteIsForgottenWithinASixteenthOfItsTime() {
        Node node = new Node(TOPIC);
        Entry gone = node.delete("k");
        node.look(TTL);
        assertThat(node.replica.knows(gone.version())).as("just old enough").isFalse();
        assertThat(node.replica.gcWatermark()).isEqualTo(gone.timestamp());
        assertThat(node.turn.counters().get(Counter.TOMBSTONES_PURGED)).isOne();

        node.at(TTL + 1);
        Entry next = node.delete("l");
        node.look(2 * TTL + 9_999);
        assertThat(node.replica.knows(next.version())).isTrue();
        node.look(2 * TTL + 10_000);
        assertThat(node.replica.knows(next.version())).isFalse();
    }

    @Test
    void aDeleteThatIsTooOldWhenItComesIsForgottenAtOnce() {
        Node node = new Node(TOPIC);
        Entry gone = node.write("k", null);
        node.at(2 * TTL);
        node.tombstones.buried(gone);
        assertThat(node.replica.tombstones()).isZero();
        assertThat(node.armed()).isEmpty();
    }

    @Test
    void ofTooManyTheOldestLoseTheirKeysAndThenAreForgotten() {
        Node node = new Node(TOPIC.withLimits(Limits.DEFAULT.withMaxTombstones(16)));
        Entry first = node.delete("first");
        for (int i = 0; i < 4; i++) {
            node.delete("k" + i);
        }
        assertThat(node.replica.holds(first)).isFalse();
        assertThat(node.replica.dormantTombstones()).isOne();
        for (int i = 0; i < 1_000; i++) {
            node.delete("l" + i);
            assertThat(node.replica.tombstones()).isLessThanOrEqualTo(16 + 16 / 4);
        }
        assertThat(node.replica.knows(first.version())).isFalse();
        assertThat(node.replica.gcWatermark()).isGreaterThanOrEqualTo(first.timestamp());
    }

    @Test
    void aKeyThatWasWrittenAgainIsNotForgotten() {
        Node node = new Node(TOPIC);
        node.delete("early");
        node.write("early", Bytes.EMPTY);
        node.delete("late");
        node.look(40_000);
        assertThat(node.replica.dormantTombstones()).isOne();
        node.write("late", Bytes.EMPTY);
        assertThat(node.replica.tombstones()).isZero();
        node.look(2 * TTL);
        assertThat(node.replica.size()).isEqualTo(2);
        assertThat(node.replica.gcWatermark()).as("nothing was forgotten").isZero();
    }

    @Test
    void allDeletesShareOneTimerForAsLongAsThereAreAny() {
        Node node = new Node(TOPIC);
        node.delete("k");
        node.delete("l");
        assertThat(node.armed()).containsExactly(1_000L);
        node.look(40_000);
        assertThat(node.armed()).as("dormant ones among them").containsExactly(1_000L);
        node.look(2 * TTL);
        assertThat(node.armed()).isEmpty();
    }
}
