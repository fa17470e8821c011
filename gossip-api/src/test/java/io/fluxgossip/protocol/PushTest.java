package io.fluxgossip.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.protocol.turn.Counter;
import io.fluxgossip.protocol.turn.Effect;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A link is a cursor, not a queue. */
class PushTest {

    private static final Bytes KEY = Bytes.utf8("k");

    @Test
    void whileALinkIsBusyChangesAreConflatedIntoOneDelta() {
        TwoCores cores = new TwoCores();
        List<Effect> first = cores.coreA
                .write(TwoCores.NOW, TwoCores.TOPIC, KEY, Bytes.utf8("0"))
                .effects();
        assertThat(TwoCores.pushes(first)).hasSize(1);
        for (int i = 1; i <= 1_000; i++) {
            List<Effect> busy = cores.coreA
                    .write(TwoCores.NOW, TwoCores.TOPIC, KEY, Bytes.utf8("" + i))
                    .effects();
            assertThat(TwoCores.pushes(busy)).isEmpty();
        }
        List<Message.Push> next = TwoCores.pushes(cores.coreA.ready(TwoCores.NOW, cores.b));
        assertThat(next).hasSize(1);
        assertThat(next.get(0).delta().entryCount()).isEqualTo(1);
        assertThat(cores.coreA.counters().get(Counter.CONFLATED_FOR_PEERS)).isEqualTo(999);
        assertThat(cores.coreA.ready(TwoCores.NOW, cores.b)).isEmpty();
    }

    @Test
    void nothingGoesBackToWhereItCameFrom() {
        TwoCores cores = new TwoCores();
        List<Effect> heard = cores.hearAtB(cores.writeAtA("k", "v"));
        assertThat(TwoCores.pushes(heard)).isEmpty();
        assertThat(cores.coreB.isQuiet()).isTrue();
    }

    @Test
    void everyByteBudgetYieldsPrefixesThatEndEqualAndCarryEachEntryOnce() {
        for (int budget = 1; budget < 3_000; budget += 7) {
            TwoCores cores = new TwoCores(TopicConfig.of(TwoCores.TOPIC), budget);
            cores.writeAtA("busy", "");
            cores.coreA.write(TwoCores.NOW, TwoCores.TOPIC, KEY, Bytes.utf8("large".repeat(100)));
            for (int i = 0; i < 40; i++) {
                cores.coreA.write(TwoCores.NOW, TwoCores.TOPIC, Bytes.utf8("k" + i), Bytes.utf8("v".repeat(i)));
            }
            Set<Entry> carried = new HashSet<>();
            List<Message.Push> pushes = TwoCores.pushes(cores.coreA.ready(TwoCores.NOW, cores.b));
            while (!pushes.isEmpty()) {
                Message.Push push = pushes.get(0);
                push.delta()
                        .runs()
                        .get(0)
                        .entries()
                        .forEach(entry -> assertThat(carried.add(entry)).isTrue());
                cores.hearAtB(push);
                pushes = TwoCores.pushes(cores.coreA.ready(TwoCores.NOW, cores.b));
            }
            assertThat(cores.valueAtB("k39")).as("budget " + budget).isEqualTo("v".repeat(39));
            assertThat(carried).as("budget " + budget).hasSizeGreaterThanOrEqualTo(40);
        }
    }

    @Test
    void anIdleLinkKeepsNothing() {
        TwoCores cores = new TwoCores();
        cores.hearAtB(cores.writeAtA("k", "v"));
        assertThat(cores.coreA.isQuiet()).isTrue();
    }

    /** Found by a storm: a peer with a gap told what it holds beyond it, and was then believed to hold all before. */
    @Test
    void whatAPeerHoldsBeyondItsHolesIsNoSignThatItHoldsWhatPrecedes() {
        TwoCores cores = new TwoCores();
        NodeId x = new NodeId("x", 1);
        cores.coreB.receive(TwoCores.NOW, x, new Message.Push(TwoCores.TOPIC, Delta.of(run(x, 0, 2))));
        cores.coreB.receive(TwoCores.NOW, x, new Message.Push(TwoCores.TOPIC, Delta.of(run(x, 2, 4))));
        cores.hearAtB(new Message.State(TwoCores.TOPIC, Delta.EMPTY, Delta.of(run(x, 3, 4)), true));
        List<Message.Push> next = TwoCores.pushes(cores.coreB.ready(TwoCores.NOW, cores.a));
        assertThat(next).hasSize(1);
        assertThat(next.get(0).delta().runs().get(0).after()).isEqualTo(2);
    }

    private static Run run(NodeId origin, long after, long upTo) {
        Entry entry = new Entry(Bytes.utf8("k" + upTo), Bytes.EMPTY, new Version(upTo, origin));
        return new Run(origin, after, upTo, List.of(entry));
    }
}
