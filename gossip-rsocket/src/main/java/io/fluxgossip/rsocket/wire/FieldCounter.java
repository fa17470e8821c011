package io.fluxgossip.rsocket.wire;

import com.google.protobuf.CodedOutputStream;
import io.fluxgossip.model.Bytes;

/** Counts the bytes that the fields take. */
final class FieldCounter extends Fields {

    private int size;

    <T> int sizeOf(T message, Layout<T> layout) {
        int outer = size;
        size = 0;
        layout.of(message, this);
        return closed(outer);
    }

    <T> int sizeOf(T message, long number, NumberedLayout<T> layout) {
        int outer = size;
        size = 0;
        layout.of(message, number, this);
        return closed(outer);
    }

    private int closed(int outer) {
        int inner = size;
        size = outer;
        return inner;
    }

    @Override
    void varint(long value) {
        size += CodedOutputStream.computeUInt64SizeNoTag(value);
    }

    @Override
    void fixed64(long value) {
        size += Long.BYTES;
    }

    @Override
    void content(String text) {
        size += CodedOutputStream.computeStringSizeNoTag(text);
    }

    @Override
    void content(Bytes bytes) {
        delimited(bytes.size());
    }

    @Override
    <T> void content(T message, Layout<T> layout) {
        delimited(sizeOf(message, layout));
    }

    @Override
    <T> void content(T message, long number, NumberedLayout<T> layout) {
        delimited(sizeOf(message, number, layout));
    }

    private void delimited(int length) {
        varint(length);
        size += length;
    }
}
