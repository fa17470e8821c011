package io.fluxgossip.rsocket.wire;

/**
 * A tag is the number of a field and how its content is written. Each has its name as a constant in the class that
 * knows the message, as {@code number << SHIFT | type}.
 */
final class Tags {

    /** The value in the place of a tag behind the last field. */
    static final int END = 0;

    static final int SHIFT = 3;

    static final int MAX_NUMBER = (1 << (Integer.SIZE - SHIFT)) - 1;

    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH = 2;
    static final int GROUP = 3;
    static final int GROUP_END = 4;
    static final int FIXED32 = 5;

    private Tags() {}

    static int number(int tag) {
        return tag >>> SHIFT;
    }

    static int type(int tag) {
        return tag & ((1 << SHIFT) - 1);
    }
}
