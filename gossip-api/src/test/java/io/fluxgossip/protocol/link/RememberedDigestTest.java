package io.fluxgossip.protocol.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.protocol.store.Replica;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A digest that was sent is sent again only as far as it has changed. */
class RememberedDigestTest {

    private static final NodeId SELF = new NodeId("self", 1);
    private static final NodeId A = new NodeId("a", 1);
    private static final NodeId B = new NodeId("b", 1);

    /** One that holds these histories up to there. */
    private static Replica replica(Map<NodeId, Long> watermarks) {
        Replica replica = Replica.empty(TopicConfig.of("t"), SELF);
        watermarks.forEach((origin, watermark) -> hold(replica, origin, 0, watermark));
        return replica;
    }

    private static void hold(Replica replica, NodeId origin, long after, long upTo) {
        replica.apply(new Run(origin, after, upTo, List.of()), Long.MAX_VALUE, new ArrayList<>());
    }

    @Test
    void atFirstAllIsTold() {
        Replica replica = replica(Map.of(A, 5L, B, 7L));
        assertThat(new RememberedDigest().changes(replica)).isEqualTo(replica.digest());
    }

    @Test
    void whenAllIsToldNothingIsLeftAndTheHashIsThatOfTheFingerprint() {
        Replica replica = replica(Map.of(A, 5L, B, 7L));
        RememberedDigest told = new RememberedDigest();
        told.put(replica.digest());
        assertThat(told.changes(replica)).isEqualTo(Digest.EMPTY);
        assertThat(told.hash()).isEqualTo(replica.fingerprint().digest());
    }

    @Test
    void whatGoesOnIsToldAloneAndTheHashFollows() {
        Replica replica = replica(Map.of(A, 5L, B, 7L));
        RememberedDigest told = new RememberedDigest();
        told.put(replica.digest());
        hold(replica, A, 5, 6);
        assertThat(told.changes(replica)).isEqualTo(Digest.of(A, 6));
        told.put(Digest.of(A, 6));
        assertThat(told.hash()).isEqualTo(replica.fingerprint().digest());
        assertThat(told.digest()).isEqualTo(replica.digest());
    }

    @Test
    void aHistoryOfWhichNothingButTheEndIsHeldIsNotTold() {
        Replica replica = replica(Map.of(A, 5L));
        hold(replica, B, 3, 7);
        assertThat(new RememberedDigest().changes(replica)).isEqualTo(Digest.of(A, 5));
    }

    @Test
    void theHashIsTheSameInWhateverPartsItWasTold() {
        RememberedDigest atOnce = new RememberedDigest();
        atOnce.put(new Digest(new TreeMap<>(Map.of(A, 5L, B, 7L))));
        RememberedDigest inParts = new RememberedDigest();
        inParts.put(Digest.of(B, 2));
        inParts.put(Digest.of(A, 5));
        inParts.put(Digest.of(B, 7));
        inParts.put(Digest.of(A, 5));
        assertThat(inParts.hash()).isEqualTo(atOnce.hash()).isNotZero();
        assertThat(inParts.digest()).isEqualTo(atOnce.digest());
    }

    @Test
    void whatIsForgottenIsToldAgain() {
        Replica replica = replica(Map.of(A, 5L));
        RememberedDigest told = new RememberedDigest();
        told.put(replica.digest());
        told.clear();
        assertThat(told.hash()).isZero();
        assertThat(told.changes(replica)).isEqualTo(replica.digest());
    }

    @Test
    void whatWasReadOfADigestDoesNotChangeWithIt() {
        RememberedDigest told = new RememberedDigest();
        told.put(Digest.of(A, 5));
        Digest before = told.digest();
        told.put(Digest.of(A, 6));
        assertThat(before).isEqualTo(Digest.of(A, 5));
    }

    @Test
    void thereIsRoomForTwiceTheOriginsThatATopicMayKnow() {
        TreeMap<NodeId, Long> many = new TreeMap<>();
        for (long generation = 1; generation < 2 * Replica.MAX_ORIGINS; generation++) {
            many.put(new NodeId("n", generation), 1L);
        }
        RememberedDigest told = new RememberedDigest();
        told.put(new Digest(many));
        assertThat(told.hasRoomFor(Digest.of(A, 1))).isTrue();
        told.put(Digest.of(A, 1));
        assertThat(told.hasRoomFor(Digest.of(B, 1))).isFalse();
    }
}
