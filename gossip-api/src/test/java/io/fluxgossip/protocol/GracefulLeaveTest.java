package io.fluxgossip.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.MemberStatus;
import io.fluxgossip.model.NodeConfig;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.MemberState;
import io.fluxgossip.protocol.turn.Effect;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GracefulLeaveTest {

    private static final long NOW = 1_767_225_600_000L;

    private final NodeId a = new NodeId("a", 1);
    private final NodeId b = new NodeId("b", 1);

    private GossipCore joined(NodeId id) {
        GossipCore core = new GossipCore(NodeConfig.of(id), new SplittableRandom(1));
        core.join(NOW, TwoCores.memberState(id));
        return core;
    }

    /**
     * The peer may owe an answer at that moment, and is asked nothing then; and there may be no topic of which to say
     * anything.
     */
    @Test
    void whoWaitsUntilAPeerHoldsAllHasSaidThatItLeaves() {
        GossipCore coreA = joined(a);
        GossipCore coreB = joined(b);
        List<Effect.Ask> owed = TwoCores.asks(coreA.linkUp(NOW, TwoCores.memberState(b), true));
        assertThat(owed).as("the peer owes an answer").hasSize(1);
        coreB.linkUp(NOW, TwoCores.memberState(a), false);
        coreB.answer(NOW, a, owed.get(0).message());

        assertThat(TwoCores.asks(coreA.leave(NOW))).isEmpty();
        coreB.answer(NOW, a, coreA.lastExchange(NOW, b));
        assertThat(coreB.memberStates().values())
                .filteredOn(memberState -> memberState.member().equals(a))
                .extracting(MemberState::state)
                .containsExactly(MemberStatus.LEFT);
    }
}
