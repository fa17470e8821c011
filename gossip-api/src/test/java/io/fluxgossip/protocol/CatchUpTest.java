package io.fluxgossip.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.LiveView;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.DigestResponse;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.turn.Effect;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A topic is fetched from one peer at a time, and no peer can keep it from being fetched elsewhere. */
class CatchUpTest {

    private static final NodeId C = new NodeId("c", 1);

    private final TwoCores cores = new TwoCores();

    private static Message.Answer isAhead(NodeId peer) {
        Digest ahead = Digest.of(peer, 100);
        return new Message.Answer(List.of(new DigestResponse.Differs(TwoCores.TOPIC, ahead, 0)));
    }

    @Test
    void aPeerThatSaysItIsAheadAndThenGivesNothingIsNotWaitedFor() {
        GossipCore core = cores.coreB;
        core.members(TwoCores.NOW, LiveView.of(List.of(cores.a, cores.b, C)));
        core.linkUp(TwoCores.NOW, C, true);
        assertThat(TwoCores.asks(core.receive(TwoCores.NOW, cores.a, isAhead(cores.a))))
                .as("a fragment")
                .hasSize(1);
        core.receive(TwoCores.NOW, cores.a, new Message.Answer(List.of()));
        assertThat(TwoCores.asks(core.receive(TwoCores.NOW, C, isAhead(C))))
                .extracting(Effect.Ask::peer)
                .containsExactly(C);
    }
}
