package io.fluxgossip.protocol.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.NodeId;
import org.junit.jupiter.api.Test;

/** A connection keeps apart what each end has told, and by topic; and a difference counts when it is seen twice. */
class DigestMemoryTest {

    private static final Digest DIGEST = Digest.of(new NodeId("a", 1), 5);

    /** A difference of two states that no two have by chance. */
    private static final long DIFFERENCE = 0x1234_5678_9abc_def0L;

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

    @Test
    void aDifferenceThatIsSeenTwiceIsOneThatStays() {
        DigestMemory digests = new DigestMemory();
        assertThat(digests.noteDivergence("t", DIFFERENCE)).isFalse();
        assertThat(digests.noteDivergence("t", DIFFERENCE)).isTrue();
    }

    @Test
    void aDifferenceThatChangesIsAnUpdateUnderWay() {
        DigestMemory digests = new DigestMemory();
        digests.noteDivergence("t", DIFFERENCE);
        assertThat(digests.noteDivergence("t", DIFFERENCE + 1)).isFalse();
        assertThat(digests.noteDivergence("t", DIFFERENCE))
                .as("not twice in a row")
                .isFalse();
    }

    @Test
    void aDifferenceInAnotherTopicIsAnother() {
        DigestMemory digests = new DigestMemory();
        digests.noteDivergence("t", DIFFERENCE);
        assertThat(digests.noteDivergence("u", DIFFERENCE)).isFalse();
    }

    @Test
    void aDifferenceThatIsForgottenHasToBeSeenTwiceAgain() {
        DigestMemory digests = new DigestMemory();
        digests.noteDivergence("t", DIFFERENCE);
        digests.forgetDivergence("t");
        assertThat(digests.noteDivergence("t", DIFFERENCE)).isFalse();
        assertThat(digests.noteDivergence("t", DIFFERENCE)).isTrue();
    }
}
