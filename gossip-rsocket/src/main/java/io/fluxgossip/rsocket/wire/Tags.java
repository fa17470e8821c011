package io.fluxgossip.rsocket.wire;

import com.google.protobuf.WireFormat;

/**
 * A tag is the number of a field and how its content is written. Here each has its name as a constant in the class that
 * knows the message, as {@code number << SHIFT | type}.
 */
final class Tags {

    static final int SHIFT = 3;

    static final int VARINT = WireFormat.WIRETYPE_VARINT;
    static final int FIXED64 = WireFormat.WIRETYPE_FIXED64;
    static final int LENGTH = WireFormat.WIRETYPE_LENGTH_DELIMITED;

    /** What {@link FieldReader#tag} gives behind the last field. */
    static final int END = 0;

    private Tags() {}
}
