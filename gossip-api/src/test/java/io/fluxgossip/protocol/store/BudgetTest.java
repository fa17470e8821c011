package io.fluxgossip.protocol.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Limits;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.Run;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A delta under any budget is a prefix of the full one, and what is left comes the next time. */
class BudgetTest {

    private static final long LATEST = Long.MAX_VALUE;
    private static final int NO_LIMIT = Integer.MAX_VALUE;
    private static final TopicConfig TOPIC = TopicConfig.of("t").withLimits(Limits.DEFAULT.withMaxKeys(100_000));

    private static Replica replica(String name) {
        return Replica.empty(TOPIC, new NodeId(name, 1));
    }

    /** Of several origins in turn; every so often an entry is larger than most budgets. */
    private static Replica filled(int entries, int origins) {
        Replica replica = replica("full");
        for (int i = 1; i <= entries; i++) {
            NodeId origin = new NodeId("origin-" + i % origins, 1);
            String value = "v".repeat(i % 17 == 0 ? 400 : i % 23);
            Entry entry = new Entry(Bytes.utf8("key-" + i), Bytes.utf8(value), new Version(i, origin));
            replica.apply(new Run(origin, Math.max(0, i - origins), i, List.of(entry)), LATEST, new ArrayList<>());
        }
        return replica;
    }

    private static Delta delta(Replica from, Replica to, int budget) {
        return from.excerpts()
                .beyond(from.ahead(to.digest()), new Budget(budget))
                .delta();
    }

    private static void apply(Delta delta, Replica to) {
        delta.runs().forEach(run -> to.apply(run, LATEST, new ArrayList<>()));
    }

    private static int size(Delta delta) {
        int size = 0;
        for (Run run : delta.runs()) {
            size += WireSize.runHeader(run.origin());
            size += run.entries().stream().mapToInt(WireSize::entry).sum();
        }
        return size;
    }

    @Test
    void everyBudgetYieldsAPrefixThatFitsAndRepeatingEndsEqual() {
        Replica full = filled(150, 3);
        int all = size(delta(full, replica("empty"), NO_LIMIT));
        for (int budget = 1; budget <= all + 1; budget++) {
            Replica other = replica("other");
            int exchanges = 0;
            while (!other.digest().equals(full.digest())) {
                Delta complete = delta(full, other, NO_LIMIT);
                Delta part = delta(full, other, budget);
                assertIsPrefix(part, complete);
                boolean fits = size(part) <= budget || part.entryCount() == 1;
                assertThat(fits).as("budget %s, size %s", budget, size(part)).isTrue();
                Digest before = other.digest();
                apply(part, other);
                assertThat(other.digest()).as("a watermark rises").isNotEqualTo(before);
                assertThat(exchanges++).isLessThanOrEqualTo(150 + 3);
            }
            assertThat(other.fingerprint()).isEqualTo(full.fingerprint());
        }
    }

    private static void assertIsPrefix(Delta part, Delta complete) {
        int last = part.runs().size() - 1;
        for (int i = 0; i <= last; i++) {
            Run run = part.runs().get(i);
            Run whole = complete.runs().get(i);
            Run prefix = i < last
                    ? whole
                    : new Run(
                            whole.origin(),
                            whole.after(),
                            run.upTo(),
                            whole.entries().subList(0, run.entries().size()));
            assertThat(run).isEqualTo(run.upTo() == whole.upTo() ? whole : prefix);
        }
    }

    @Test
    void twentyThousandKeysUnder64KibTakeAFiniteNumberOfExchangesEachOfWhichRaisesAWatermark() {
        Replica full = filled(20_000, 5);
        Replica other = replica("other");
        int exchanges = 0;
        while (!other.digest().equals(full.digest())) {
            Digest before = other.digest();
            apply(delta(full, other, 64 << 10), other);
            assertThat(other.digest()).isNotEqualTo(before);
            exchanges++;
        }
        int least = size(delta(full, replica("empty"), NO_LIMIT)) / (64 << 10);
        assertThat(exchanges).isBetween(least, least + 5);
        assertThat(other.fingerprint()).isEqualTo(full.fingerprint());
    }
}
