package io.fluxgossip.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Limits;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.Version;
import io.fluxgossip.model.WriteRefusedException;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.protocol.turn.Counter;
import io.fluxgossip.protocol.turn.Effect;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is over a limit is refused and counted; the rest goes on. */
class LimitsTest {

    private static final NodeId UNKNOWN = new NodeId("unknown", 1);

    private static final long MINUTE = 60_000;

    private final TwoCores cores =
            new TwoCores(TopicConfig.of(TwoCores.TOPIC).withLimits(new Limits(3, 20, 10)), 1 << 16);

    private static long at(long millis) {
        return millis << Version.COUNTER_BITS;
    }

    private static Message.Push push(NodeId origin, long after, Entry... entries) {
        long upTo = entries[entries.length - 1].version().timestamp();
        return new Message.Push(TwoCores.TOPIC, Delta.of(new Run(origin, after, upTo, List.of(entries))));
    }

    private static Entry entry(String key, String value, long timestamp) {
        return new Entry(Bytes.utf8(key), Bytes.utf8(value), new Version(timestamp, UNKNOWN));
    }

    private long refused() {
        return cores.coreB.counters().get(Counter.RUNS_REFUSED);
    }

    private long watermark() {
        return cores.coreB.replica(TwoCores.TOPIC).watermark(UNKNOWN);
    }

    @Test
    void anEntryFromTooFarInTheFutureIsRefusedAndThoseBeforeItAreKept() {
        Entry fine = entry("a", "1", at(TwoCores.NOW + MINUTE));
        Entry early = entry("b", "2", at(TwoCores.NOW + MINUTE + 1_000));
        List<Effect> effects = cores.hearAtB(push(UNKNOWN, 0, fine, early));
        assertThat(cores.valueAtB("a")).isEqualTo("1");
        assertThat(cores.valueAtB("b")).isNull();
        assertThat(watermark()).isEqualTo(fine.version().timestamp());
        assertThat(refused()).isEqualTo(1);
        assertThat(effects).anyMatch(Effect.Refused.class::isInstance);
    }

    @Test
    void ourClockDoesNotFollowOneThatIsTooFarAhead() {
        cores.hearAtB(push(UNKNOWN, 0, entry("a", "1", at(TwoCores.NOW + 10 * MINUTE))));
        Entry written = cores.coreB
                .write(TwoCores.NOW, TwoCores.TOPIC, Bytes.utf8("x"), Bytes.utf8("y"))
                .entry();
        assertThat(written.version().millis()).isEqualTo(TwoCores.NOW);
    }

    @Test
    void aWriteAfterOneThatWasSeenWinsEvenIfOurClockIsBehind() {
        Entry ahead = entry("a", "1", at(TwoCores.NOW + MINUTE));
        cores.hearAtB(push(UNKNOWN, 0, ahead));
        cores.coreB.write(TwoCores.NOW, TwoCores.TOPIC, Bytes.utf8("a"), Bytes.utf8("mine"));
        assertThat(cores.valueAtB("a")).isEqualTo("mine");
    }

    @Test
    void aRunThatTellsOfTheLastFreeKeyTwiceLeavesTheLaterValue() {
        cores.hearAtB(push(UNKNOWN, 0, entry("a", "1", 10), entry("b", "2", 20)));
        cores.hearAtB(push(UNKNOWN, 20, entry("c", "3", 30), entry("a", "4", 40), entry("c", "5", 50)));
        assertThat(cores.valueAtB("a")).isEqualTo("4");
        assertThat(cores.valueAtB("c")).isEqualTo("5");
        assertThat(refused()).isZero();
        assertThat(watermark()).isEqualTo(50);
    }

    @Test
    void aFullTopicRefusesNewKeysFromPeersAndStillTakesNewValuesOfKnownOnes() {
        List<Entry> entries = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            entries.add(entry("k" + i, "v", at(TwoCores.NOW) + i));
        }
        cores.hearAtB(push(UNKNOWN, 0, entries.toArray(Entry[]::new)));
        assertThat(cores.coreB.replica(TwoCores.TOPIC).size()).isEqualTo(3);
        assertThat(watermark()).isEqualTo(at(TwoCores.NOW) + 3);
        assertThat(refused()).isEqualTo(1);
        cores.hearAtB(push(UNKNOWN, at(TwoCores.NOW) + 3, entry("k1", "new", at(TwoCores.NOW) + 9)));
        assertThat(cores.valueAtB("k1")).isEqualTo("new");
    }

    @Test
    void aLocalWriteOverALimitSaysWhichAndLeavesNothingBehind() {
        assertThatThrownBy(() -> write("key", "v".repeat(18)))
                .isInstanceOf(WriteRefusedException.class)
                .hasMessage("an entry of 21 bytes is over the limit of topic 't', 20 (maxEntryBytes); "
                        + "nothing was written");
        write("a", "1");
        write("b", "2");
        write("c", "3");
        assertThatThrownBy(() -> write("d", "4"))
                .isInstanceOf(WriteRefusedException.class)
                .hasMessageContaining("holds 3 keys, its limit (maxKeys)");
        write("c", "4");
        assertThat(cores.coreB.replica(TwoCores.TOPIC).size()).isEqualTo(3);
    }

    private void write(String key, String value) {
        cores.coreB.write(TwoCores.NOW, TwoCores.TOPIC, Bytes.utf8(key), Bytes.utf8(value));
    }

    @Test
    void whatAPeerClaimsOfOurOwnHistoryIsRefused() {
        Entry forged = new Entry(Bytes.utf8("a"), Bytes.utf8("1"), new Version(at(TwoCores.NOW), cores.b));
        cores.hearAtB(push(cores.b, 0, forged));
        assertThat(cores.valueAtB("a")).isNull();
        assertThat(refused()).isEqualTo(1);
    }

    @Test
    void twoKeysWithTheSameVersionAreRefused() {
        cores.hearAtB(push(UNKNOWN, 0, entry("a", "1", 5)));
        cores.hearAtB(push(UNKNOWN, 4, entry("b", "2", 5)));
        assertThat(cores.valueAtB("a")).isEqualTo("1");
        assertThat(cores.valueAtB("b")).isNull();
        assertThat(refused()).isEqualTo(1);
    }
}
