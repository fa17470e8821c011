package io.fluxgossip.benchmarks.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.DigestResponse;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.rsocket.WireSize;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages and bytes are counted by kind. */
class TrafficTest {

    private static final NodeId WRITER = new NodeId("writer", 1);
    private static final Digest DIGEST = Digest.of(WRITER, 2);
    private static final Delta DELTA = new Delta(List.of(new Run(
            WRITER,
            0,
            2,
            List.of(
                    new Entry(Bytes.utf8("k"), Bytes.utf8("v"), new Version(1, WRITER)),
                    new Entry(Bytes.utf8("l"), null, new Version(2, WRITER))))));

    private final Traffic traffic = new Traffic();

    @Test
    void eachCopyOfAnEntryIsAPayloadWhateverCarriesIt() {
        traffic.sent(new Message.Push("t", DELTA));
        traffic.sent(new Message.Answer(List.of(new DigestResponse.Lacking("t", DELTA, false, Digest.EMPTY))));
        traffic.sent(new Message.State("t", DELTA, DELTA, true));
        traffic.sent(new Message.Announce("t", DIGEST));
        assertThat(traffic.count().payloads()).isEqualTo(8);
        assertThat(traffic.count().messages()).isEqualTo(4);
        assertThat(traffic.count().digestBytes()).isZero();
    }

    @Test
    void bytesAreThoseOfTheWireAndThoseOfDigestsAreCountedApart() {
        Message push = new Message.Push("t", DELTA);
        Message digest = new Message.Answer(List.of(new DigestResponse.Differs("t", DIGEST, 0)));
        traffic.sent(push);
        traffic.sent(digest);
        assertThat(traffic.count().bytes()).isEqualTo(WireSize.bytesOf(push) + WireSize.bytesOf(digest));
        assertThat(traffic.count().digestBytes()).isEqualTo(WireSize.bytesOf(digest));
    }

    @Test
    void aRoundThatComparesFingerprintsIsNotAboutAnUpdateAndAPullIs() {
        Message round = new Message.Exchange(List.of(new DigestRequest.Compare("t", Fingerprint.EMPTY)));
        Message pull = new Message.Exchange(List.of(new DigestRequest.Fragment("t", DIGEST)));
        assertThat(Traffic.isAboutAnUpdate(round)).isFalse();
        assertThat(Traffic.isAboutAnUpdate(pull)).isTrue();
    }
}
