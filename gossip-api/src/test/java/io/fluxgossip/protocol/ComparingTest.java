package io.fluxgossip.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Exchanges;
import io.fluxgossip.model.LiveView;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeConfig;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Reconciliation;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.message.CodedSymbol;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.DigestResponse;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.protocol.message.SketchKey;
import io.fluxgossip.protocol.store.PieceReader;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Faults that were found in review, each as what happened. */
class ComparingTest {

    private static final long SECOND = 1_000;
    private static final Mode ASYNC = Mode.async(Duration.ofSeconds(1));
    private static final Timer.Round ROUND = new Timer.Round(1_000);
    private static final TopicConfig S = TopicConfig.of("s").withMode(ASYNC);
    private static final TopicConfig T = TopicConfig.of("t").withMode(ASYNC);

    private final NodeId a = new NodeId("a", 1);
    private final NodeId b = new NodeId("b", 1);
    private final NodeId c = new NodeId("c", 1);
    private final NodeId x = new NodeId("x", 1);
    private long now = TwoCores.NOW;

    private GossipCore core(NodeId id, TopicConfig... topics) {
        GossipCore core = new GossipCore(NodeConfig.of(id), new SplittableRandom(1));
        for (TopicConfig topic : topics) {
            core.open(now, topic, Replica.empty(topic, id));
        }
        core.members(now, LiveView.of(List.of(a, b, c)));
        return core;
    }

    private final class Pair {
        final GossipCore coreA;
        final GossipCore coreB;

        Pair(TopicConfig... topics) {
            coreA = core(a, topics);
            coreB = core(b, topics);
            coreA.linkUp(now, b, true);
            coreB.linkUp(now, a, false);
        }

        /** Carries what a wants to b and back until nothing follows; returns what a has pushed. */
        List<Message.Push> carry(List<Effect> effects) {
            List<Message.Push> pushes = new ArrayList<>();
            Deque<Effect> todo = new ArrayDeque<>(effects);
            while (!todo.isEmpty()) {
                Effect effect = todo.remove();
                if (effect instanceof Effect.Ask ask && ask.peer().equals(b)) {
                    todo.addAll(coreA.receive(
                            now, b, coreB.answer(now, a, ask.message()).answer()));
                } else if (effect instanceof Effect.Stream stream
                        && stream.peer().equals(b)) {
                    PieceReader reader = coreB.pieces(a, stream.message());
                    while (coreA.wants(b, stream.message())) {
                        todo.addAll(coreA.receive(now, b, reader.next()));
                    }
                } else if (effect instanceof Effect.Send tell && tell.message() instanceof Message.Push push) {
                    pushes.add(push);
                    coreB.receive(now, a, push);
                    todo.addAll(coreA.ready(now, b));
                }
            }
            return pushes;
        }
    }

    private static Run run(NodeId origin, long after, long timestamp, String key) {
        Entry entry = new Entry(Bytes.utf8(key), Bytes.utf8("v"), new Version(timestamp, origin));
        return new Run(origin, after, timestamp, List.of(entry));
    }

    private static Message.Push push(String topic, Run... runs) {
        return new Message.Push(topic, Delta.of(runs));
    }

    private static Message.Push writtenByMany(String topic, String prefix, int origins) {
        TreeMap<NodeId, Run> runs = new TreeMap<>();
        for (int i = 0; i < origins; i++) {
            NodeId origin = new NodeId(prefix + i, 1);
            runs.put(origin, run(origin, 0, 1L << Version.COUNTER_BITS, prefix + i));
        }
        return new Message.Push(topic, new Delta(List.copyOf(runs.values())));
    }

    private static Bytes bytes(String text) {
        return Bytes.utf8(text);
    }

    /** Its newest write is always on its way, and nobody here knows its name. */
    @ParameterizedTest
    @EnumSource
    void anUnknownOriginThatNeverStopsWritingIsAskedForAllTheSame(Reconciliation form) {
        Pair pair = new Pair(TopicConfig.of("t").withMode(Mode.sync()).withReconciliation(form));
        pair.coreA.receive(now, c, writtenByMany("t", "both", 60));
        pair.coreB.receive(now, c, writtenByMany("t", "both", 60));
        long last = 0;
        for (int i = 0; i < 60; i++) {
            now += SECOND;
            long timestamp = now << Version.COUNTER_BITS;
            pair.coreB.receive(now, c, push("t", run(x, last, timestamp, "k" + i)));
            last = timestamp;
            pair.carry(pair.coreA.fired(now, ROUND));
            pair.carry(pair.coreA.fired(now, new Timer.MissingReview("t")));
            pair.carry(pair.coreA.fired(now, new Timer.Retry(b, 1)));
        }
        assertThat(pair.coreA.replica("t").get(bytes("k0"))).isNotNull();
    }

    @Test
    void whoLeavesTellsWhatItWroteAlsoWhereOthersOnlyPull() {
        Pair pair = new Pair(T.withExchanges(Exchanges.PULL));
        pair.coreA.receive(now, c, writtenByMany("t", "both", 1));
        pair.coreB.receive(now, c, writtenByMany("t", "both", 1));
        pair.coreA.receive(now, c, writtenByMany("t", "onA", 60));
        pair.coreB.receive(now, c, writtenByMany("t", "onB", 60));
        pair.coreA.write(now, "t", bytes("mine"), bytes("v"));
        now += 60 * SECOND;
        pair.carry(pair.coreA.leave(now));
        assertThat(pair.coreB.replica("t").get(bytes("mine"))).isNotNull();
    }

    @Test
    void whoLeavesDoesNotFetchEverythingFirst() {
        Pair pair = new Pair(T);
        pair.coreB.receive(now, c, writtenByMany("t", "onB", 60));
        pair.coreA.write(now, "t", bytes("mine"), bytes("v"));
        now += SECOND;
        List<Effect> first = pair.coreA.leave(now);
        List<Effect> second = new ArrayList<>();
        for (Effect effect : first) {
            if (effect instanceof Effect.Ask ask) {
                second.addAll(pair.coreA.receive(
                        now, b, pair.coreB.answer(now, a, ask.message()).answer()));
            }
        }
        List<Effect> third = new ArrayList<>();
        for (Effect effect : second) {
            if (effect instanceof Effect.Ask ask) {
                third.addAll(pair.coreA.receive(
                        now, b, pair.coreB.answer(now, a, ask.message()).answer()));
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

    /** The question waited for the sketch of another topic, and the delete came meanwhile. */
    @Test
    void aQuestionThatHadToWaitAsksOfWhatIsHeldWhenItIsAsked() {
        Pair pair =
                new Pair(S.withReconciliation(Reconciliation.sketch()), T.withReconciliation(Reconciliation.bloom()));
        pair.coreA.members(now, LiveView.of(List.of(a, b)));
        pair.coreA.write(now, "t", bytes("k"), bytes("v"));
        pair.coreA.write(now, "s", bytes("k"), bytes("v"));
        pair.carry(pair.coreA.leave(now));
        pair.coreB.receive(now, c, writtenByMany("s", "onB", 20));
        Message.Push late = push("t", run(x, 0, 5, "x"));
        pair.coreB.receive(now, c, late);
        now += SECOND;
        Message.Exchange question = new Message.Exchange(List.of(
                new DigestRequest.Compare("s", pair.coreA.replica("s").fingerprint()),
                new DigestRequest.Filter(
                        "t", 1, 7, Bytes.EMPTY, pair.coreA.replica("t").fingerprint())));
        firstRoundThatAsks(pair, "s");
        Message.Answer answer = pair.coreB.answer(now, a, question).answer();
        assertThat(answer.responses()).hasAtLeastOneElementOfType(DigestResponse.Sketched.class);
        pair.coreA.receive(now, c, late);
        List<Effect> next = pair.coreA.receive(now, b, answer);
        now += 100;
        pair.coreA.write(now, "t", bytes("k"), null);
        now += 100;
        pair.carry(next);
        now += 5 * SECOND;
        pair.coreA.fired(now, new Timer.GarbageCollection("t"));
        assertThat(pair.coreA.replica("t").tombstones())
                .as("b may not have heard of it")
                .isOne();
    }

    private void firstRoundThatAsks(Pair pair, String topic) {
        Optional<Effect> asked = Optional.empty();
        for (int round = 0; round < 100 && asked.isEmpty(); round++) {
            asked = pair.coreA.fired(now, ROUND).stream()
                    .filter(effect -> effect instanceof Effect.Ask ask
                            && ask.peer().equals(b)
                            && ask.message().requests().stream()
                                    .anyMatch(request -> request.topic().equals(topic)))
                    .findFirst();
        }
        assertThat(asked).isPresent();
    }

    @Test
    void aSketchThatDripsWithoutAnythingInItHoldsNothingUp() {
        Pair pair =
                new Pair(S.withReconciliation(Reconciliation.sketch()), T.withReconciliation(Reconciliation.bloom()));
        pair.coreA.linkUp(now, c, true);
        pair.coreA.write(now, "s", bytes("k"), bytes("v"));
        pair.coreA.write(now, "t", bytes("k"), bytes("v"));
        firstRoundThatAsks(pair, "s");
        DigestResponse ahead = new DigestResponse.Differs("t", Digest.of(x, 100));
        DigestResponse begun =
                new DigestResponse.Sketched("s", new SketchKey(1, 1), 1, List.of(new CodedSymbol(1, 2, 3, 1)));
        pair.coreA.receive(now, b, new Message.Answer(List.of(begun, ahead)));
        int asked = 0;
        for (int i = 0; i < 10; i++) {
            now += 9 * SECOND;
            List<Effect> next = pair.coreA.receive(now, b, new Message.Symbols("s", 1, List.of(), false));
            if (!TwoCores.asks(next).isEmpty()) {
                pair.coreA.unanswered(now, b);
            }
            asked += TwoCores.asks(pair.coreA.receive(now, c, new Message.Answer(List.of(ahead))))
                    .size();
        }
        assertThat(asked).isPositive();
    }

    /** What was asked the time before does not count. */
    @Test
    void aSketchIsNotTakenWhereTheListWasAskedFor() {
        Pair pair = new Pair(S.withReconciliation(Reconciliation.auto()));
        pair.coreA.write(now, "s", bytes("k"), bytes("v"));
        firstRoundThatAsks(pair, "s");
        List<CodedSymbol> symbols = List.of(new CodedSymbol(1, 2, 3, 1));
        DigestResponse ofMany = new DigestResponse.Sketched("s", new SketchKey(1, 1), 1_000, symbols);
        List<Effect.Ask> next = TwoCores.asks(pair.coreA.receive(now, b, new Message.Answer(List.of(ofMany))));
        assertThat(next)
                .flatExtracting(ask -> ask.message().requests())
                .hasOnlyElementsOfType(DigestRequest.Listing.class)
                .hasSize(1);
        DigestResponse ofFew = new DigestResponse.Sketched("s", new SketchKey(1, 1), 1, symbols);
        assertThat(pair.coreA.receive(now, b, new Message.Answer(List.of(ofFew))))
                .noneMatch(Effect.Stream.class::isInstance);
    }

    /** What cannot be named here may be a history in which the delete is not the last word. */
    @Test
    void aPeerThatHoldsUnknownOriginsDoesNotCountAsOneThatHoldsTheSame() {
        Pair pair = new Pair(T.withReconciliation(Reconciliation.sketch()).withExchanges(Exchanges.PUSH));
        pair.coreA.members(now, LiveView.of(List.of(a, b)));
        pair.coreA.write(now, "t", bytes("k"), bytes("v"));
        pair.coreA.write(now + 1, "t", bytes("k"), null);
        now += SECOND;
        pair.carry(pair.coreA.leave(now));
        pair.coreB.receive(now, c, push("t", run(x, 0, (TwoCores.NOW - 5) << Version.COUNTER_BITS, "k9")));
        now += SECOND;
        pair.carry(pair.coreA.fired(now, ROUND));
        now += SECOND;
        pair.coreA.fired(now, new Timer.GarbageCollection("t"));
        assertThat(pair.coreA.replica("t").tombstones()).isOne();
    }
}
