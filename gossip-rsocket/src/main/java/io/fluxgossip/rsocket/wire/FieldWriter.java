package io.fluxgossip.rsocket.wire;

import com.google.protobuf.CodedOutputStream;
import io.fluxgossip.model.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes the fields into a buffer that has exactly the room for them. */
final class FieldWriter extends Fields {

    private final CodedOutputStream out;
    private final FieldCounter counter = new FieldCounter();

    FieldWriter(ByteBuffer room) {
        out = CodedOutputStream.newInstance(room);
    }

    /** To be called behind the last field. */
    void close() {
        out.checkNoSpaceLeft();
    }

    @Override
    void varint(long value) {
        try {
            out.writeUInt64NoTag(value);
        } catch (IOException full) {
            throw miscounted(full);
        }
    }

    @Override
    void fixed64(long value) {
        try {
            out.writeFixed64NoTag(value);
        } catch (IOException full) {
            throw miscounted(full);
        }
    }

    @Override
    void content(String text) {
        try {
            out.writeStringNoTag(text);
        } catch (IOException full) {
            throw miscounted(full);
        }
    }

    @Override
    void content(Bytes bytes) {
        try {
            out.writeUInt32NoTag(bytes.size());
            out.writeRawBytes(bytes.asByteBuffer());
        } catch (IOException full) {
            throw miscounted(full);
        }
    }

    @Override
    <T> void content(T message, Layout<T> layout) {
        varint(counter.sizeOf(message, layout));
        layout.of(message, this);
    }

    @Override
    <T> void content(T message, long number, NumberedLayout<T> layout) {
        varint(counter.sizeOf(message, number, layout));
        layout.of(message, number, this);
    }

    private static IllegalStateException miscounted(IOException full) {
        return new IllegalStateException("a frame takes more bytes than were counted; this is a bug", full);
    }
}
