package io.fluxgossip.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.DigestResponse;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.protocol.store.PendingWrite;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.store.StateReader;
import io.fluxgossip.protocol.turn.Effect;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** State streams to b, and a forgets deletes meanwhile. Found by storms. */
class StreamedDeletesTest {

    private static final String TOPIC = TwoCores.TOPIC;
    private static final NodeId X = new NodeId("x", 1);
    private static final Bytes KEY = Bytes.utf8("k");
    private static final long WRITTEN = 5;
    private static final long FORGOTTEN = 7;
    private static final long UP_TO = 10;

    private final TwoCores cores = new TwoCores();

    @BeforeEach
    void bHolds() {
        Entry entry = new Entry(KEY, Bytes.utf8("v"), new Version(WRITTEN, X));
        cores.hearAtB(new Message.Push(TOPIC, Delta.of(new Run(X, 0, UP_TO, List.of(entry)))));
        assertThat(cores.valueAtB("k")).isEqualTo("v");
    }

    private static Message.State piece(boolean last, long gcWatermark, Run... runs) {
        return new Message.State(TOPIC, Delta.of(runs), Delta.EMPTY, last, gcWatermark);
    }

    private static Run withoutTheKey() {
        return new Run(X, 0, UP_TO, List.of());
    }

    /** What a says to the digest of b, and the streams that b asks for. */
    private List<Message.Request> bHearsOfLacking(boolean more, long gcWatermark) {
        return streams(cores.hearAtB(new Message.Answer(
                List.of(new DigestResponse.Lacking(TOPIC, Delta.EMPTY, more, Digest.EMPTY, gcWatermark)))));
    }

    private static List<Message.Request> streams(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Stream.class::isInstance)
                .map(effect -> ((Effect.Stream) effect).message())
                .toList();
    }

    private static Message.StateRequest beyond(Digest digest) {
        return new Message.StateRequest(TOPIC, digest);
    }

    /** The sender would take it from here. */
    @Test
    void whatTheSenderLackedBeforeItForgotAnythingIsKept() {
        assertThat(bHearsOfLacking(false, FORGOTTEN)).containsExactly(beyond(Digest.EMPTY));
        cores.hearAtB(piece(false, 0, withoutTheKey()));
        cores.hearAtB(piece(true, FORGOTTEN));
        assertThat(cores.valueAtB("k")).isEqualTo("v");
    }

    @Test
    void whatTheSenderLackedWhenItHadForgottenIsDropped() {
        bHearsOfLacking(false, FORGOTTEN);
        cores.hearAtB(piece(false, FORGOTTEN, withoutTheKey()));
        assertThat(cores.valueAtB("k")).as("it may be in a later piece").isEqualTo("v");
        cores.hearAtB(piece(true, FORGOTTEN));
        assertThat(cores.valueAtB("k")).isNull();
    }

    @Test
    void whoIsToldThatAPartPassesOverWhatIsForgottenComparesTheWhole() {
        Message.Request part = bHearsOfLacking(true, 0).get(0);
        assertThat(part).isNotEqualTo(beyond(Digest.EMPTY));
        cores.hearAtB(piece(false, FORGOTTEN, new Run(X, UP_TO, UP_TO + 1, List.of())));
        assertThat(streams(cores.hearAtB(piece(true, 0)))).containsExactly(beyond(Digest.EMPTY));
        assertThat(cores.coreB.wants(cores.a, part))
                .as("more of the part, which would be taken for more of the whole")
                .isFalse();
        assertThat(cores.coreB.streamEnded(TwoCores.NOW, cores.a, part)).isEmpty();
        assertThat(cores.coreB.wants(cores.a, beyond(Digest.EMPTY))).isTrue();
    }

    @Test
    void aPartTellsThatItPassesOverWhatIsForgotten() {
        Replica replica = Replica.empty(TopicConfig.of(TOPIC), cores.a);
        replica.write(new PendingWrite(KEY, Bytes.utf8("v"), 0), WRITTEN);
        replica.write(new PendingWrite(Bytes.utf8("deleted"), null, 0), FORGOTTEN);
        replica.write(new PendingWrite(Bytes.utf8("later"), Bytes.utf8("v"), 0), UP_TO);
        StateReader reader = new StateReader(TOPIC, replica, Digest.of(cores.a, 1), 1);
        Message.State before = reader.next();
        assertThat(before.delta().runs().get(0).entries()).hasSize(1);
        assertThat(before.gcWatermark()).isZero();
        replica.collect(new Entry(Bytes.utf8("deleted"), null, new Version(FORGOTTEN, cores.a)));
        assertThat(reader.next().gcWatermark()).isEqualTo(FORGOTTEN);
    }
}
