package io.fluxgossip.protocol.store;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.NodeId;

/** Bounds from above for what parts of a delta take on the wire, so that budgets hold without encoding anything. */
final class WireSize {

    /** Field tag and the longest varint of 64 bits. */
    private static final int LONG_FIELD = 1 + 10;

    /** A character takes at most three bytes of UTF-8. */
    private static final int MAX_BYTES_PER_CHAR = 3;

    /** The hash of a key and a timestamp. */
    static final int DORMANT_TOMBSTONE = 2 * Long.BYTES;

    private WireSize() {}

    static int entry(Entry entry) {
        Bytes value = entry.value();
        int times = LONG_FIELD + (entry.expires() ? 2 * LONG_FIELD : 0);
        int content = bytesField(entry.key().size()) + (value == null ? 0 : bytesField(value.size())) + times;
        return bytesField(content);
    }

    /** A run without its entries. */
    static int runHeader(NodeId origin) {
        return bytesField(0) + bytesField(origin.name().length() * MAX_BYTES_PER_CHAR) + 4 * LONG_FIELD + 10;
    }

    private static int bytesField(int size) {
        return 1 + varint(size) + size;
    }

    private static int varint(int value) {
        return 1 + (31 - Integer.numberOfLeadingZeros(value | 1)) / 7;
    }
}
