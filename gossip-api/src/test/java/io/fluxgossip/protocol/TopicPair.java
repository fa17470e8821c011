package io.fluxgossip.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.LiveView;
import io.fluxgossip.model.NodeConfig;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.PieceReader;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.Timer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Two linked cores with several topics: a test lets the first act, and everything that it wants is carried to the
 * second.
 */
final class TopicPair {

    static final long SECOND = 1_000;
    static final Timer.Round ROUND = new Timer.Round(1_000);

    final NodeId a = new NodeId("a", 1);
    final NodeId b = new NodeId("b", 1);

    /** A member that is connected to nobody. */
    final NodeId c = new NodeId("c", 1);

    final GossipCore coreA;
    final GossipCore coreB;
    long now = TwoCores.NOW;

    TopicPair(TopicConfig... topics) {
        coreA = core(a, topics);
        coreB = core(b, topics);
        coreA.linkUp(now, b, true);
        coreB.linkUp(now, a, false);
    }

    private GossipCore core(NodeId id, TopicConfig... topics) {
        GossipCore core = new GossipCore(NodeConfig.of(id), new SplittableRandom(1));
        for (TopicConfig topic : topics) {
            core.open(now, topic, Replica.empty(topic, id));
        }
        core.members(now, LiveView.of(List.of(a, b, c)));
        return core;
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
            } else if (effect instanceof Effect.Stream stream && stream.peer().equals(b)) {
                PieceReader reader = coreB.pieces(a, stream.message());
                while (coreA.wants(b, stream.message())) {
                    todo.addAll(coreA.receive(now, b, reader.next(now)));
                }
            } else if (effect instanceof Effect.Send tell && tell.message() instanceof Message.Push push) {
                pushes.add(push);
                coreB.receive(now, a, push);
                todo.addAll(coreA.ready(now, b));
            }
        }
        return pushes;
    }

    /** Rounds of the first, until one asks the second about this topic. */
    void firstRoundThatAsks(String topic) {
        Optional<Effect> asked = Optional.empty();
        for (int round = 0; round < 100 && asked.isEmpty(); round++) {
            asked = coreA.fired(now, ROUND).stream()
                    .filter(effect -> effect instanceof Effect.Ask ask
                            && ask.peer().equals(b)
                            && ask.message().requests().stream()
                                    .anyMatch(request -> request.topic().equals(topic)))
                    .findFirst();
        }
        assertThat(asked).isPresent();
    }

    static Run run(NodeId origin, long after, long timestamp, String key) {
        Entry entry = new Entry(Bytes.utf8(key), Bytes.utf8("v"), new Version(timestamp, origin));
        return new Run(origin, after, timestamp, List.of(entry));
    }

    static Message.Push push(String topic, Run... runs) {
        return new Message.Push(topic, Delta.of(runs));
    }

    static Message.Push writtenByMany(String topic, String prefix, int origins) {
        TreeMap<NodeId, Run> runs = new TreeMap<>();
        for (int i = 0; i < origins; i++) {
            NodeId origin = new NodeId(prefix + i, 1);
            runs.put(origin, run(origin, 0, 1L << Version.COUNTER_BITS, prefix + i));
        }
        return new Message.Push(topic, new Delta(List.copyOf(runs.values())));
    }
}
