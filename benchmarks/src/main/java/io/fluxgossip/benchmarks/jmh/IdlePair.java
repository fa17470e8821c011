package io.fluxgossip.benchmarks.jmh;

import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.model.LiveView;
import io.fluxgossip.model.Mode;
import io.fluxgossip.protocol.GossipCore;
import io.fluxgossip.protocol.message.AgreementView;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.PiggybackedUpdates;
import io.fluxgossip.protocol.message.Summary;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.Timer;
import java.util.ArrayList;
import java.util.List;

/** Two cores that hold the same, one of which asks the other whether it does. */
final class IdlePair {

    private static final Timer ROUND = new Timer.Round(Mode.DEFAULT_INTERVAL.toMillis());

    private static final Fingerprint SOME = new Fingerprint(1, 2);

    private final GossipCore here = Cores.alone(Cores.HERE);
    private final GossipCore there = Cores.alone(Cores.THERE);
    private long now = Cores.NOW;

    IdlePair(List<Message.Push> history) {
        Cores.fill(here, Cores.THERE, history);
        Cores.fill(there, Cores.HERE, history);
        LiveView both = LiveView.of(List.of(Cores.HERE, Cores.THERE));
        carryOut(here.members(now, both), here, there);
        carryOut(there.members(now, both), there, here);
        carryOut(there.linkUp(now, Cores.HERE, false), there, here);
        carryOut(here.linkUp(now, Cores.THERE, true), here, there);
        Message.Answer answer = exchange();
        if (!answer.responses().isEmpty() || answer.differs()) {
            throw new IllegalStateException("the two are not equal: " + answer);
        }
    }

    /** What one of them wants, and all that comes of it; timers are not wound. */
    private void carryOut(List<Effect> effects, GossipCore from, GossipCore to) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Send tell) {
                carryOut(to.receive(now, from.self(), tell.message()), to, from);
                carryOut(from.ready(now, to.self()), from, to);
            } else if (effect instanceof Effect.Ask ask) {
                GossipCore.Answered answered = to.answer(now, from.self(), ask.message());
                carryOut(answered.effects(), to, from);
                carryOut(from.receive(now, to.self(), answered.answer()), from, to);
            }
        }
    }

    /** A round of one of them, from the timer to the answer. */
    Message.Answer exchange() {
        now += Mode.DEFAULT_INTERVAL.toMillis();
        Message.Exchange question =
                Cores.only(here.fired(now, ROUND), Effect.Ask.class).message();
        Message.Answer answer = there.answer(now, Cores.HERE, question).answer();
        here.receive(now, Cores.THERE, answer);
        return answer;
    }

    /** The messages and effects of such a round alone: what it cannot do without. */
    static GossipCore.Answered frames() {
        DigestRequest same = new DigestRequest.Compare(Cores.TOPIC, SOME, false, AgreementView.NONE);
        Message.Exchange question = new Message.Exchange(List.of(same), Summary.NONE, PiggybackedUpdates.NONE);
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.Arm(new Timer.Round(Mode.DEFAULT_INTERVAL.toMillis()), 1));
        effects.add(new Effect.Ask(Cores.THERE, question, 0));
        Message.Answer answer = new Message.Answer(List.of(), false, PiggybackedUpdates.NONE);
        return new GossipCore.Answered(answer, effects);
    }
}
