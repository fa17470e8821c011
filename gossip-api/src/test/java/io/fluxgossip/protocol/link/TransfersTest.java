package io.fluxgossip.protocol.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.DigestResponse;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.SketchKey;
import io.fluxgossip.protocol.sketch.SketchOffer;
import io.fluxgossip.protocol.sketch.Sketching;
import io.fluxgossip.protocol.store.Replica;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One stream of a topic comes in at a time, and its request is forgotten when it is over. */
class TransfersTest {

    private static final NodeId SELF = new NodeId("n", 1);
    private static final SketchKey KEY = new SketchKey(1, 2);

    private static Message.StateRequest all(String topic) {
        return new Message.StateRequest(topic, Digest.EMPTY);
    }

    private static Message.StateRequest rest(String topic) {
        return new Message.StateRequest(topic, Digest.of(SELF, 5));
    }

    private static Replica replica() {
        return Replica.empty(TopicConfig.of("t"), SELF);
    }

    private static Sketching sketch(String topic, SketchKey key) {
        return new Sketching(false, new DigestResponse.Sketched(topic, key, 1, List.of(), 0), replica(), 10);
    }

    private static DigestRequest request(String topic) {
        return new DigestRequest.Fragment(topic, Digest.EMPTY);
    }

    @Test
    void whatIsAskedForWhileItStreamsInIsAskedForOnceMoreBehindIt() {
        Transfers transfers = new Transfers();
        assertThat(transfers.beginState("t", all("t"))).isTrue();
        assertThat(transfers.beginState("t", rest("t"))).isFalse();
        assertThat(transfers.beginState("t", rest("t"))).isFalse();
        assertThat(transfers.endState("t")).isTrue();
        assertThat(transfers.endState("t")).as("once").isFalse();
    }

    @Test
    void aStreamThatNobodyAskedForAgainIsOver() {
        Transfers transfers = new Transfers();
        transfers.beginState("t", all("t"));
        transfers.beginState("u", all("u"));
        assertThat(transfers.endState("t")).isFalse();
        assertThat(transfers.isStateComing("t")).isFalse();
        assertThat(transfers.isStateComing("u")).isTrue();
    }

    @Test
    void ofAStreamMoreIsWantedUntilItIsOverAndOfNoOther() {
        Transfers transfers = new Transfers();
        assertThat(transfers.isWanted(all("t"))).isFalse();
        transfers.beginState("t", all("t"));
        transfers.beginState("t", rest("t"));
        assertThat(transfers.isWanted(all("t"))).isTrue();
        assertThat(transfers.isWanted(rest("t"))).isFalse();
        assertThat(transfers.isWanted(all("u"))).isFalse();
        transfers.endState("t");
        assertThat(transfers.isWanted(all("t"))).isFalse();
    }

    @Test
    void aSweepEndsWithItsStream() {
        Transfers transfers = new Transfers();
        transfers.beginState("t", all("t"));
        Sweep sweep = new Sweep(replica());
        transfers.beginSweep("t", sweep);
        assertThat(transfers.sweep("t")).isSameAs(sweep);
        transfers.endState("t");
        assertThat(transfers.sweep("t")).isNull();
    }

    @Test
    void ofASketchMoreIsWantedUnderItsKeyHoweverMuchHasCome() {
        Transfers transfers = new Transfers();
        transfers.beginSketch("t", sketch("t", KEY));
        assertThat(transfers.isWanted(new Message.SketchRequest("t", KEY, 8))).isTrue();
        assertThat(transfers.isWanted(new Message.SketchRequest("t", new SketchKey(3, 4), 8)))
                .isFalse();
        assertThat(transfers.isWanted(new Message.SketchRequest("u", KEY, 8))).isFalse();
        assertThat(transfers.isWanted(all("t"))).as("a state").isFalse();
    }

    @Test
    void whatSketchesLeadToIsAskedWhenTheLastOneIsOver() {
        Transfers transfers = new Transfers();
        assertThat(transfers.beginSketch("t", sketch("t", KEY))).isTrue();
        assertThat(transfers.beginSketch("u", sketch("u", KEY))).isTrue();
        transfers.askAfterSketches(List.of(request("t")));
        assertThat(transfers.endSketch("t")).isFalse();
        transfers.askAfterSketches(List.of(request("u")));
        assertThat(transfers.endSketch("u")).isTrue();
        assertThat(transfers.takeAfterSketches()).containsExactly(request("t"), request("u"));
        assertThat(transfers.takeAfterSketches()).as("once").isEmpty();
    }

    @Test
    void aSketchThatIsBegunOnceMoreTakesThePlaceOfTheOneBefore() {
        Transfers transfers = new Transfers();
        transfers.beginSketch("t", sketch("t", KEY));
        Sketching another = sketch("t", new SketchKey(3, 4));
        assertThat(transfers.beginSketch("t", another)).as("a stream is there").isFalse();
        assertThat(transfers.sketch("t")).isSameAs(another);
        assertThat(transfers.endSketch("t")).isTrue();
        assertThat(transfers.isAnySketchComing()).isFalse();
    }

    @Test
    void aPeerGoesOnWithTheLastSketchThatItWasOfferedAndOnce() {
        Transfers transfers = new Transfers();
        transfers.offerSketch("t", new SketchOffer(KEY, 1));
        transfers.offerSketch("t", new SketchOffer(KEY, 2));
        assertThat(transfers.takeOffer("u")).isNull();
        assertThat(transfers.takeOffer("t")).isEqualTo(new SketchOffer(KEY, 2));
        assertThat(transfers.takeOffer("t")).isNull();
    }
}
