package io.fluxgossip.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Message;
import io.fluxgossip.model.TopicConfig;
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
        assertThat(cores.coreA.counters().get(Counter.CONFLATED)).isEqualTo(999);
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
}
