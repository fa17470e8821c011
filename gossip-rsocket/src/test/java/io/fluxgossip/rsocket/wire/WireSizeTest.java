package io.fluxgossip.rsocket.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.Run;
import org.junit.jupiter.api.Test;

/** The core cuts deltas to a budget without encoding them: by bounds that are repeated here and must hold. */
class WireSizeTest {

    private static final int FIELD = 1 << Tags.SHIFT | Tags.LENGTH;

    @Test
    void noEntryAndNoHeaderOfARunTakesMoreThanTheCoreCountsForIt() {
        Seeds.each(5_000, random -> new Arbitrary(random).delta().runs().forEach(WireSizeTest::check));
    }

    private static void check(Run run) {
        FieldCounter counter = new FieldCounter();
        counter.nested(FIELD, run, RunFormat::write);
        int header = counter.size();
        long last = run.after();
        for (Entry entry : run.entries()) {
            long timestamp = entry.timestamp();
            int size = size(entry, timestamp - last);
            assertThat(size).isLessThanOrEqualTo(entry(entry));
            header -= size;
            last = timestamp;
        }
        header -= 16 * run.deleted().size();
        assertThat(header).isLessThanOrEqualTo(header(run.origin()));
    }

    private static int size(Entry entry, long step) {
        FieldCounter counter = new FieldCounter();
        counter.nested(FIELD, entry, step, EntryFormat::write);
        return counter.size();
    }

    private static int entry(Entry entry) {
        Bytes value = entry.value();
        int times = entry.expires() ? 33 : 11;
        return field(field(entry.key().size()) + (value == null ? 0 : field(value.size())) + times);
    }

    private static int header(NodeId origin) {
        return field(0) + field(origin.name().length() * 3) + 4 * 11 + 10;
    }

    private static int field(int size) {
        return 1 + (1 + (31 - Integer.numberOfLeadingZeros(size | 1)) / 7) + size;
    }
}
