package io.fluxgossip.rsocket.wire;

import io.fluxgossip.model.Bytes;
import java.nio.ByteBuffer;

/** Writes the fields, once they are counted. */
final class FieldWriter extends Fields {

    private final FieldCounter counted;
    private final ByteBuffer out;
    private int messages;

    /** @param out has exactly the room that was counted */
    FieldWriter(FieldCounter counted, ByteBuffer out) {
        this.counted = counted;
        this.out = out;
    }

    @Override
    void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    @Override
    void fixed64(long value) {
        out.putLong(Long.reverseBytes(value));
    }

    @Override
    void content(String text) {
        varint(Utf8.size(text));
        Utf8.write(text, out);
    }

    @Override
    void content(Bytes bytes) {
        varint(bytes.size());
        bytes.writeTo(out);
    }

    @Override
    int begin() {
        varint(counted.sizeOf(messages));
        return messages++;
    }

    @Override
    void end(int place) {}
}
