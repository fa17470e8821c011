package io.fluxgossip.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Dissemination;
import io.fluxgossip.model.LiveView;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeConfig;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.Topology;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.PiggybackedUpdates;
import io.fluxgossip.protocol.message.Summary;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A peer that both need is asked what it has, by the one who opened the connection; the test is the other one. */
class InitialSyncTest {

    private static final long NOW = 1_767_225_600_000L;
    private static final String TOPIC = "t";

    private final NodeId host = new NodeId("h", 1);
    private final NodeId newcomer = new NodeId("g", 1);
    private final GossipCore core = core(host);

    private static GossipCore core(NodeId id) {
        TopicConfig topic = TopicConfig.of(TOPIC)
                .withMode(Mode.sync().repairEvery(Duration.ofHours(1)))
                .withDissemination(Dissemination.flood(Topology.full()));
        GossipCore core = new GossipCore(NodeConfig.of(id), new SplittableRandom(1));
        core.open(NOW, topic, Replica.empty(topic, id));
        core.members(NOW, LiveView.of(List.of(new NodeId("h", 1), new NodeId("g", 1))));
        return core;
    }

    /** What the host asks in the next seconds, all of whose timers are let run out. */
    private List<DigestRequest> askedWith(List<Effect> effects) {
        List<DigestRequest> asked = new ArrayList<>();
        List<Effect> next = effects;
        while (!next.isEmpty()) {
            TwoCores.asks(next).forEach(ask -> asked.addAll(ask.message().requests()));
            next = next.stream()
                    .filter(Effect.Arm.class::isInstance)
                    .map(Effect.Arm.class::cast)
                    .filter(arm -> arm.timer() instanceof Timer.InitialSync || arm.timer() instanceof Timer.PeersFirst)
                    .flatMap(arm -> core.fired(NOW + arm.delayMillis(), arm.timer()).stream())
                    .toList();
        }
        return asked;
    }

    private List<Effect> newcomerAsks(GossipCore peer) {
        Message.Exchange question = new Message.Exchange(
                TwoCores.asks(initialSync(peer)).get(0).message().requests(), Summary.NONE, PiggybackedUpdates.NONE);
        return core.answer(NOW, newcomer, question).effects();
    }

    private List<Effect> initialSync(GossipCore peer) {
        Effect.Arm meet = peer.linkUp(NOW, host, true).stream()
                .filter(Effect.Arm.class::isInstance)
                .map(Effect.Arm.class::cast)
                .filter(arm -> arm.timer() instanceof Timer.InitialSync)
                .findFirst()
                .orElseThrow();
        return peer.fired(NOW + meet.delayMillis(), meet.timer());
    }

    @Test
    void aGuestThatAsksAndHoldsTheSameIsAskedNothing() {
        List<Effect> effects = new ArrayList<>(core.linkUp(NOW, newcomer, false));
        effects.addAll(newcomerAsks(core(newcomer)));
        assertThat(askedWith(effects)).isEmpty();
    }

    @Test
    void aGuestThatAsksNothingIsAsked() {
        assertThat(askedWith(core.linkUp(NOW, newcomer, false)))
                .extracting(DigestRequest::topic)
                .contains(TOPIC);
    }

    @Test
    void aGuestThatHoldsSomethingElseIsAsked() {
        GossipCore writer = core(newcomer);
        writer.write(NOW, TOPIC, Bytes.utf8("k"), Bytes.utf8("v"));
        List<Effect> effects = new ArrayList<>(core.linkUp(NOW, newcomer, false));
        effects.addAll(newcomerAsks(writer));
        assertThat(askedWith(effects)).extracting(DigestRequest::topic).contains(TOPIC);
    }

    @Test
    void aGuestThatAsksAboutOtherTopicsOnlyIsAsked() {
        List<Effect> effects = new ArrayList<>(core.linkUp(NOW, newcomer, false));
        effects.addAll(
                core.answer(NOW, newcomer, new Message.Exchange(List.of(), Summary.NONE, PiggybackedUpdates.NONE))
                        .effects());
        assertThat(askedWith(effects)).extracting(DigestRequest::topic).contains(TOPIC);
    }

    @Test
    void whomThisNodeHasDialledIsAskedWithoutDelay() {
        assertThat(askedWith(core.linkUp(NOW, newcomer, true)))
                .extracting(DigestRequest::topic)
                .contains(TOPIC);
    }
}
