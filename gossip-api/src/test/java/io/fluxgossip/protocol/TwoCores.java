package io.fluxgossip.protocol;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Dissemination;
import io.fluxgossip.model.LiveView;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeConfig;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.Topology;
import io.fluxgossip.protocol.message.MemberState;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.turn.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Two linked cores in a test's hands: nothing travels unless the test carries it. */
final class TwoCores {

    static final String TOPIC = "t";
    static final long NOW = 1_767_225_600_000L;

    final NodeId a = new NodeId("a", 1);
    final NodeId b = new NodeId("b", 1);
    final GossipCore coreA;
    final GossipCore coreB;

    TwoCores() {
        this(
                TopicConfig.of(TOPIC)
                        .withMode(Mode.sync().repairEvery(Duration.ofHours(1)))
                        .withDissemination(Dissemination.flood(Topology.full())),
                NodeConfig.DELTA_BYTES);
    }

    TwoCores(TopicConfig topic, int deltaBytes) {
        coreA = core(a, topic, deltaBytes);
        coreB = core(b, topic, deltaBytes);
        LiveView both = LiveView.of(List.of(a, b));
        coreA.members(NOW, both);
        coreB.members(NOW, both);
        answer(coreA.linkUp(NOW, b, true), coreB, coreA);
        answer(coreB.linkUp(NOW, a, false), coreA, coreB);
    }

    /** What a node says of itself. */
    static MemberState memberState(NodeId id) {
        return MemberState.of(id, id.name() + ":1", Map.of());
    }

    private static GossipCore core(NodeId id, TopicConfig topic, int deltaBytes) {
        GossipCore core = new GossipCore(NodeConfig.of(id).withDeltaBytes(deltaBytes), new SplittableRandom(1));
        core.open(NOW, topic, Replica.empty(topic, id));
        return core;
    }

    /** Carries each question among the effects to the one who answers, and the answer back; returns what follows. */
    List<Effect> answer(List<Effect> effects, GossipCore answering, GossipCore asking) {
        List<Effect> next = new ArrayList<>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Ask ask) {
                next.addAll(asking.receive(
                        NOW,
                        answering.self(),
                        answering.answer(NOW, asking.self(), ask.message()).answer()));
            }
        }
        return next;
    }

    /** A write at a, and the push that it causes. */
    Message.Push writeAtA(String key, @Nullable String value) {
        List<Effect> effects = coreA.write(NOW, TOPIC, Bytes.utf8(key), value == null ? null : Bytes.utf8(value))
                .effects();
        Message.Push push = pushes(effects).get(0);
        coreA.ready(NOW, b);
        return push;
    }

    List<Effect> hearAtB(Message.News news) {
        return coreB.receive(NOW, a, news);
    }

    static List<Message.Push> pushes(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Send.class::isInstance)
                .map(effect -> ((Effect.Send) effect).message())
                .filter(Message.Push.class::isInstance)
                .map(Message.Push.class::cast)
                .toList();
    }

    static List<Effect.Ask> asks(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Ask.class::isInstance)
                .map(Effect.Ask.class::cast)
                .toList();
    }

    @Nullable
    String valueAtB(String key) {
        var entry = coreB.replica(TOPIC).get(Bytes.utf8(key));
        return entry == null || entry.value() == null ? null : entry.value().toUtf8();
    }
}
