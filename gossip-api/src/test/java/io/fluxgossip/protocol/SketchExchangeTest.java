package io.fluxgossip.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Digest;
import io.fluxgossip.model.LiveView;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Reconciliation;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.protocol.message.CodedSymbol;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.DigestResponse;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.SketchKey;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.Timer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An exchange by sketches goes on whatever else is under way, and asks about what is held when it asks. */
class SketchExchangeTest {

    private static final Mode ASYNC = Mode.async(Duration.ofSeconds(1));
    private static final TopicConfig S = TopicConfig.of("s").withMode(ASYNC);
    private static final TopicConfig T = TopicConfig.of("t").withMode(ASYNC);
    private final NodeId x = new NodeId("x", 1);

    /** The question waited for the sketch of another topic, and the delete came meanwhile. */
    @Test
    void aQuestionThatHadToWaitAsksOfWhatIsHeldWhenItIsAsked() {
        TopicPair pair = new TopicPair(
                S.withReconciliation(Reconciliation.sketch()), T.withReconciliation(Reconciliation.bloom()));
        pair.coreA.members(pair.now, LiveView.of(List.of(pair.a, pair.b)));
        pair.coreA.write(pair.now, "t", Bytes.utf8("k"), Bytes.utf8("v"));
        pair.coreA.write(pair.now, "s", Bytes.utf8("k"), Bytes.utf8("v"));
        pair.carry(pair.coreA.leave(pair.now));
        pair.coreB.receive(pair.now, pair.c, TopicPair.writtenByMany("s", "onB", 20));
        Message.Push late = TopicPair.push("t", TopicPair.run(x, 0, 5, "x"));
        pair.coreB.receive(pair.now, pair.c, late);
        pair.now += TopicPair.SECOND;
        Message.Exchange question = new Message.Exchange(List.of(
                new DigestRequest.Compare("s", pair.coreA.replica("s").fingerprint()),
                new DigestRequest.Filter(
                        "t", 1, 7, Bytes.EMPTY, pair.coreA.replica("t").fingerprint())));
        pair.firstRoundThatAsks("s");
        Message.Answer answer = pair.coreB.answer(pair.now, pair.a, question).answer();
        assertThat(answer.responses()).hasAtLeastOneElementOfType(DigestResponse.Sketched.class);
        pair.coreA.receive(pair.now, pair.c, late);
        List<Effect> next = pair.coreA.receive(pair.now, pair.b, answer);
        pair.now += 100;
        pair.coreA.write(pair.now, "t", Bytes.utf8("k"), null);
        pair.now += 100;
        pair.carry(next);
        pair.now += 5 * TopicPair.SECOND;
        pair.coreA.fired(pair.now, new Timer.GarbageCollection("t"));
        assertThat(pair.coreA.replica("t").tombstones())
                .as("b may not have heard of it")
                .isOne();
    }

    @Test
    void aSketchThatDripsWithoutAnythingInItHoldsNothingUp() {
        TopicPair pair = new TopicPair(
                S.withReconciliation(Reconciliation.sketch()), T.withReconciliation(Reconciliation.bloom()));
        pair.coreA.linkUp(pair.now, pair.c, true);
        pair.coreA.write(pair.now, "s", Bytes.utf8("k"), Bytes.utf8("v"));
        pair.coreA.write(pair.now, "t", Bytes.utf8("k"), Bytes.utf8("v"));
        pair.firstRoundThatAsks("s");
        DigestResponse ahead = new DigestResponse.Differs("t", Digest.of(x, 100), 0);
        DigestResponse begun =
                new DigestResponse.Sketched("s", new SketchKey(1, 1), 1, List.of(new CodedSymbol(1, 2, 3, 1)), 0);
        pair.coreA.receive(pair.now, pair.b, new Message.Answer(List.of(begun, ahead)));
        int asked = 0;
        for (int i = 0; i < 10; i++) {
            pair.now += 9 * TopicPair.SECOND;
            List<Effect> next = pair.coreA.receive(pair.now, pair.b, new Message.Symbols("s", 1, List.of(), false));
            if (!TwoCores.asks(next).isEmpty()) {
                pair.coreA.unanswered(pair.now, pair.b);
            }
            asked += TwoCores.asks(pair.coreA.receive(pair.now, pair.c, new Message.Answer(List.of(ahead))))
                    .size();
        }
        assertThat(asked).isPositive();
    }

    /** Earlier requests do not count. */
    @Test
    void aSketchIsNotTakenWhereTheListWasAskedFor() {
        TopicPair pair = new TopicPair(S.withReconciliation(Reconciliation.auto()));
        pair.coreA.write(pair.now, "s", Bytes.utf8("k"), Bytes.utf8("v"));
        pair.firstRoundThatAsks("s");
        List<CodedSymbol> symbols = List.of(new CodedSymbol(1, 2, 3, 1));
        DigestResponse ofMany = new DigestResponse.Sketched("s", new SketchKey(1, 1), 1_000, symbols, 0);
        List<Effect.Ask> next =
                TwoCores.asks(pair.coreA.receive(pair.now, pair.b, new Message.Answer(List.of(ofMany))));
        assertThat(next)
                .flatExtracting(ask -> ask.message().requests())
                .hasOnlyElementsOfType(DigestRequest.Listing.class)
                .hasSize(1);
        DigestResponse ofFew = new DigestResponse.Sketched("s", new SketchKey(1, 1), 1, symbols, 0);
        assertThat(pair.coreA.receive(pair.now, pair.b, new Message.Answer(List.of(ofFew))))
                .noneMatch(Effect.Stream.class::isInstance);
    }
}
