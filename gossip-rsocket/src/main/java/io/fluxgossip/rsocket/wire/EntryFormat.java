package io.fluxgossip.rsocket.wire;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Lease;
import io.fluxgossip.model.NodeId;

/** Key, value and the step in time from the entry before; the rest of its version stands in the run. */
final class EntryFormat {

    private static final int KEY = 1 << Tags.SHIFT | Tags.LENGTH;
    private static final int VALUE = 2 << Tags.SHIFT | Tags.LENGTH;
    private static final int STEP = 3 << Tags.SHIFT | Tags.VARINT;
    private static final int TTL = 4 << Tags.SHIFT | Tags.VARINT;
    private static final int AGE = 5 << Tags.SHIFT | Tags.VARINT;

    private EntryFormat() {}

    static void write(Entry entry, long step, Fields out) {
        out.bytes(KEY, entry.key());
        if (entry.value() != null) {
            out.present(VALUE, entry.value());
        }
        out.number(STEP, step);
        Lease lease = entry.lease();
        if (lease != null) {
            out.number(TTL, lease.ttlMillis()).number(AGE, lease.ttlMillis() - lease.endMillis());
        }
    }

    /** @param last the timestamp from which the step is taken */
    static Entry read(long last, NodeId origin, FieldReader in) {
        Bytes key = Bytes.EMPTY;
        Bytes value = null;
        long step = 0;
        long ttl = 0;
        long age = 0;
        int outer = in.enter();
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case KEY -> key = in.bytes();
                case VALUE -> value = in.bytes();
                case STEP -> step = in.number("step to an entry");
                case TTL -> ttl = in.number("time to live");
                case AGE -> age = in.number("age of a value");
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
        if (step == 0) {
            throw in.malformed("the step to an entry must be at least 1, was 0");
        }
        Lease lease = ttl == 0 ? null : new Lease(ttl, Math.max(0, ttl - age));
        return new Entry(key, value, in.sum("timestamp of an entry", last, step), origin, lease);
    }
}
