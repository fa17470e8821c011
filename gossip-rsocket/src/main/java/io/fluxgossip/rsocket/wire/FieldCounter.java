package io.fluxgossip.rsocket.wire;

import io.fluxgossip.model.Bytes;
import java.util.Arrays;

/**
 * Counts the bytes that the fields take, and keeps the sizes of nested messages for the writer, who meets them again.
 */
final class FieldCounter extends Fields {

    private static final int FEW = 8;

    private int size;
    private int[] sizes = new int[FEW];
    private int messages;

    int size() {
        return size;
    }

    /** @param place in the order in which the nested messages begin */
    int sizeOf(int place) {
        return sizes[place];
    }

    @Override
    void varint(long value) {
        size += 1 + (Long.SIZE - 1 - Long.numberOfLeadingZeros(value | 1)) / 7;
    }

    @Override
    void fixed64(long value) {
        size += Long.BYTES;
    }

    @Override
    void content(String text) {
        delimited(Utf8.size(text));
    }

    @Override
    void content(Bytes bytes) {
        delimited(bytes.size());
    }

    @Override
    int begin() {
        if (messages == sizes.length) {
            sizes = Arrays.copyOf(sizes, 2 * messages);
        }
        sizes[messages] = size;
        return messages++;
    }

    @Override
    void end(int place) {
        int before = sizes[place];
        sizes[place] = size - before;
        varint(size - before);
    }

    private void delimited(int length) {
        varint(length);
        size += length;
    }
}
