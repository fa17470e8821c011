package io.fluxgossip.protocol.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.NodeId;
import org.junit.jupiter.api.Test;

/** A connection keeps apart what each end has told, and by topic; and a difference counts when it is seen twice. */
class DigestMemoryTest {

    private static final Digest DIGEST = Digest.of(new NodeId("a", 1), 5);

    /** A difference of two states that no two have by chance. */
    @Test
    void whatThisNodeHasToldThePeerHasNot() {
        DigestMemory digests = new DigestMemory();
        digests.sent("t").put(DIGEST);
        assertThat(digests.received("t").digest()).isEqualTo(Digest.EMPTY);
        assertThat(digests.sent("t").digest()).isEqualTo(DIGEST);
    }

    @Test
    void whatWasToldOfOneTopicWasNotToldOfAnother() {
        DigestMemory digests = new DigestMemory();
        digests.received("t").put(DIGEST);
        assertThat(digests.received("u").digest()).isEqualTo(Digest.EMPTY);
    }
}
