package io.fluxgossip.rsocket.wire;

import io.fluxgossip.model.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers of fixed length one after the other, the lowest byte first. */
final class Packed {

    /** Three words and a count. */
    static final int SYMBOL_BYTES = 3 * Long.BYTES + Integer.BYTES;

    private final byte[] content;
    private final ByteBuffer buffer;

    /** Two words. */
    static final int PAIR_BYTES = 2 * Long.BYTES;

    Packed(int size) {
        this(new byte[size]);
    }

    private Packed(byte[] content) {
        this.content = content;
        this.buffer = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The content of a field, which must be a multiple of so many bytes. */
    static Packed read(String what, int multiple, FieldReader in) {
        byte[] bytes = in.bytes().toArray();
        if (bytes.length % multiple != 0) {
            throw in.malformed("the " + what + " are " + bytes.length + ", no multiple of " + multiple);
        }
        return new Packed(bytes);
    }

    Packed word(long word) {
        buffer.putLong(word);
        return this;
    }

    Packed count(int count) {
        buffer.putInt(count);
        return this;
    }

    long word() {
        return buffer.getLong();
    }

    int count() {
        return buffer.getInt();
    }

    boolean hasMore() {
        return buffer.hasRemaining();
    }

    Bytes bytes() {
        return Bytes.wrap(content);
    }
}
