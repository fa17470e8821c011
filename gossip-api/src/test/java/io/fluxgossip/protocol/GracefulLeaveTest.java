package io.fluxgossip.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Exchanges;
import io.fluxgossip.model.MemberStatus;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeConfig;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.protocol.message.MemberState;
import io.fluxgossip.protocol.turn.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A node that leaves says so, and its peers hold what it wrote before it is gone. */
class GracefulLeaveTest {

    private static final TopicConfig ASYNC = TopicConfig.of("t").withMode(Mode.async(Duration.ofSeconds(1)));
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

    @Test
    void whoLeavesTellsWhatItWroteAlsoWhereOthersOnlyPull() {
        TopicPair pair = new TopicPair(ASYNC.withExchanges(Exchanges.PULL));
        pair.coreA.receive(pair.now, pair.c, TopicPair.writtenByMany("t", "both", 1));
        pair.coreB.receive(pair.now, pair.c, TopicPair.writtenByMany("t", "both", 1));
        pair.coreA.receive(pair.now, pair.c, TopicPair.writtenByMany("t", "onA", 60));
        pair.coreB.receive(pair.now, pair.c, TopicPair.writtenByMany("t", "onB", 60));
        pair.coreA.write(pair.now, "t", Bytes.utf8("mine"), Bytes.utf8("v"));
        pair.now += 60 * TopicPair.SECOND;
        pair.carry(pair.coreA.leave(pair.now));
        assertThat(pair.coreB.replica("t").get(Bytes.utf8("mine"))).isNotNull();
    }

    @Test
    void whoLeavesDoesNotFetchEverythingFirst() {
        TopicPair pair = new TopicPair(ASYNC);
        pair.coreB.receive(pair.now, pair.c, TopicPair.writtenByMany("t", "onB", 60));
        pair.coreA.write(pair.now, "t", Bytes.utf8("mine"), Bytes.utf8("v"));
        pair.now += TopicPair.SECOND;
        List<Effect> first = pair.coreA.leave(pair.now);
        List<Effect> second = new ArrayList<>();
        for (Effect effect : first) {
            if (effect instanceof Effect.Ask ask) {
                second.addAll(pair.coreA.receive(
                        pair.now,
                        pair.b,
                        pair.coreB.answer(pair.now, pair.a, ask.message()).answer()));
            }
        }
        List<Effect> third = new ArrayList<>();
        for (Effect effect : second) {
            if (effect instanceof Effect.Ask ask) {
                third.addAll(pair.coreA.receive(
                        pair.now,
                        pair.b,
                        pair.coreB.answer(pair.now, pair.a, ask.message()).answer()));
            }
        }
        assertThat(TwoCores.pushes(Collections.unmodifiableList(concat(first, second, third))))
                .as("told before anything is fetched")
                .isNotEmpty();
    }

    @SafeVarargs
    private static List<Effect> concat(List<Effect>... parts) {
        List<Effect> all = new ArrayList<>();
        for (List<Effect> part : parts) {
            all.addAll(part);
        }
        return all;
    }
}
