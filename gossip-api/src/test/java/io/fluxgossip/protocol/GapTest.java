package io.fluxgossip.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.turn.Counter;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.Timer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pushes may be lost and may overtake each other; the interval is an hour, so no round helps. */
class GapTest {

    private final TwoCores cores = new TwoCores();

    private List<Message.Push> fivePushes() {
        List<Message.Push> pushes = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            pushes.add(cores.writeAtA("v" + i, "" + i));
        }
        return pushes;
    }

    private long watermarkAtB() {
        return cores.coreB.replica(TwoCores.TOPIC).watermark(cores.a);
    }

    private static long end(Message.Push push) {
        return push.delta().runs().get(0).upTo();
    }

    @Test
    void aPushThatArrivesOutOfOrderIsVisibleAtOnceButDoesNotMoveTheWatermark() {
        List<Message.Push> pushes = fivePushes();
        cores.hearAtB(pushes.get(4));
        assertThat(cores.valueAtB("v5")).isEqualTo("5");
        assertThat(watermarkAtB()).isZero();
        cores.hearAtB(pushes.get(1));
        cores.hearAtB(pushes.get(3));
        cores.hearAtB(pushes.get(0));
        assertThat(cores.valueAtB("v4")).isEqualTo("4");
        assertThat(watermarkAtB()).isEqualTo(end(pushes.get(1)));
    }

    @Test
    void aLostPushIsPulledWithinOneRoundTripOfTheGapBeingSeen() {
        List<Message.Push> pushes = fivePushes();
        List<Effect> seen = new ArrayList<>();
        for (int i : List.of(5, 2, 4, 1)) {
            seen.addAll(cores.hearAtB(pushes.get(i - 1)));
        }
        assertThat(TwoCores.asks(seen)).as("one pull for the whole gap").hasSize(1);
        cores.answer(seen, cores.coreA, cores.coreB);
        assertThat(cores.valueAtB("v3")).isEqualTo("3");
        assertThat(watermarkAtB()).isEqualTo(end(pushes.get(4)));
        assertThat(cores.coreB.counters().get(Counter.GAP_PULLS)).isEqualTo(1);
    }

    @Test
    void aPullThatIsLostIsRepeatedUntilTheHoleIsFilled() {
        List<Message.Push> pushes = fivePushes();
        List<Effect> seen = cores.hearAtB(pushes.get(4));
        assertThat(TwoCores.asks(seen)).hasSize(1);
        cores.coreB.unanswered(TwoCores.NOW, cores.a);
        Timer retry = seen.stream()
                .filter(Effect.Arm.class::isInstance)
                .map(effect -> ((Effect.Arm) effect).timer())
                .findFirst()
                .orElseThrow();
        List<Effect> again = cores.coreB.fired(TwoCores.NOW, retry);
        assertThat(TwoCores.asks(again)).hasSize(1);
        cores.answer(again, cores.coreA, cores.coreB);
        assertThat(watermarkAtB()).isEqualTo(end(pushes.get(4)));
    }

    @Test
    void anOverwrittenEntryLeavesNoTraceButTheWatermark() {
        cores.writeAtA("k", "1");
        Message.Push second = cores.writeAtA("k", "2");
        cores.hearAtB(second);
        assertThat(cores.valueAtB("k")).isEqualTo("2");
        List<Effect> pull = cores.coreB.ready(TwoCores.NOW, cores.a);
        assertThat(pull).isEmpty();
    }
}
