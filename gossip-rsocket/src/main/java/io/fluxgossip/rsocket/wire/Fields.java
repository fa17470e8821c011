package io.fluxgossip.rsocket.wire;

import io.fluxgossip.model.Bytes;

/**
 * Takes the fields of a message in the order of their numbers; a field that has its default is left out, as protobuf
 * does.
 *
 * <p>Every message is laid out in one place and taken twice, by {@link FieldCounter} and then by {@link FieldWriter},
 * so that the size is known before the first byte is written and cannot differ from what is written.
 */
abstract class Fields {

    /** The fields of one message. */
    interface Layout<T> {
        void of(T message, Fields out);
    }

    /** The fields of a message that is made of a value and a number. */
    interface NumberedLayout<T> {
        void of(T message, long number, Fields out);
    }

    final Fields text(int tag, String value) {
        if (!value.isEmpty()) {
            varint(tag);
            content(value);
        }
        return this;
    }

    final Fields bytes(int tag, Bytes value) {
        return value.size() == 0 ? this : present(tag, value);
    }

    /** Writes a field that tells empty from absent. */
    final Fields present(int tag, Bytes value) {
        varint(tag);
        content(value);
        return this;
    }

    final Fields number(int tag, long value) {
        if (value != 0) {
            varint(tag);
            varint(value);
        }
        return this;
    }

    final Fields fixed(int tag, long value) {
        if (value != 0) {
            varint(tag);
            fixed64(value);
        }
        return this;
    }

    final Fields flag(int tag, boolean value) {
        return number(tag, value ? 1 : 0);
    }

    final <T> Fields nested(int tag, T message, Layout<T> layout) {
        varint(tag);
        int place = begin();
        layout.of(message, this);
        end(place);
        return this;
    }

    final <T> Fields nested(int tag, T message, long number, NumberedLayout<T> layout) {
        varint(tag);
        int place = begin();
        layout.of(message, number, this);
        end(place);
        return this;
    }

    abstract void varint(long value);

    abstract void fixed64(long value);

    /** Length and bytes, here and below. */
    abstract void content(String text);

    abstract void content(Bytes bytes);

    /** The length of a message whose fields follow. */
    abstract int begin();

    /** @param place what {@link #begin} gave */
    abstract void end(int place);
}
