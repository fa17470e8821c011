package io.fluxgossip.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.MemberStatus;
import io.fluxgossip.model.NodeConfig;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.MemberState;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.PiggybackedUpdates;
import io.fluxgossip.protocol.message.Summary;
import io.fluxgossip.protocol.turn.Effect;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node is told of another one by its seed. */
class JoiningTest {

    private static final long NOW = 1_767_225_600_000L;

    private final MemberState seed = TwoCores.memberState(new NodeId("s", 1));
    private final MemberState other = TwoCores.memberState(new NodeId("o", 1));
    private final GossipCore core = new GossipCore(NodeConfig.of(new NodeId("n", 1)), new SplittableRandom(1));

    @BeforeEach
    void meetTheSeed() {
        core.join(NOW, TwoCores.memberState(core.self()));
        core.linkUp(NOW, seed, false);
    }

    /** The seed asks something, and says of somebody that it is alive. */
    private List<Effect> tellOf(MemberState member) {
        PiggybackedUpdates memberUpdates = new PiggybackedUpdates(1, 2, List.of(member), List.of());
        return core.answer(NOW, seed.member(), new Message.Exchange(List.of(), Summary.NONE, memberUpdates))
                .effects();
    }

    private boolean isMember(MemberState node) {
        return core.memberStates().containsValue(node);
    }

    @Test
    void whoSaysHelloToTheDiallerJoinsAndIsAskedNothing() {
        assertThat(tellOf(other)).contains(new Effect.Connect(other.member(), "o:1"));
        assertThat(isMember(other)).as("on hearsay").isFalse();
        assertThat(TwoCores.asks(core.linkUp(NOW, other, true))).isEmpty();
        assertThat(isMember(other)).isTrue();
    }

    @Test
    void whoDialsJoinsWithWhatItSaysOfItself() {
        MemberState guest = new MemberState(
                new NodeId("g", 1), 3, MemberStatus.ALIVE, new NodeId("g", 1), "g:1", Map.of("zone", "b"));
        assertThat(TwoCores.asks(core.linkUp(NOW, guest, false))).isEmpty();
        assertThat(isMember(guest)).isTrue();
        assertThat(tellOf(guest)).noneMatch(Effect.Connect.class::isInstance);
    }

    @Test
    void whoIsNotReachedDoesNotJoin() {
        tellOf(other);
        core.unreachable(NOW, other.member());
        assertThat(isMember(other)).isFalse();
    }

    @Test
    void whoIsReachedInAnotherLifeDoesNotJoinInThisOne() {
        tellOf(other);
        MemberState next = TwoCores.memberState(new NodeId("o", 2));
        core.linkUp(NOW, next, true);
        assertThat(isMember(other)).isFalse();
        assertThat(isMember(next)).isTrue();
    }

    @Test
    void whoWasDialledAsASeedIsAskedForAllOthers() {
        List<Effect.Ask> asks = TwoCores.asks(core.linkUp(NOW, TwoCores.memberState(new NodeId("second", 1)), true));
        assertThat(asks).hasSize(1);
    }
}
