package io.fluxgossip.rsocket.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.TopicConfig;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gives the fields of a message one by one. No length is believed before it is compared with the bytes that are left,
 * and no number before it is known to be one of the model's. What is nested is what the format nests: groups, the only
 * thing in protobuf that a peer could nest without end in a field that is skipped, are refused.
 */
final class FieldReader {

    private final CodedInputStream in;
    private final int size;

    /** Reads what is readable in the buffer and leaves its indices and its reference count as they are. */
    FieldReader(ByteBuf frame) {
        size = frame.readableBytes();
        in = frame.hasArray()
                ? CodedInputStream.newInstance(frame.array(), frame.arrayOffset() + frame.readerIndex(), size)
                : CodedInputStream.newInstance(frame.nioBuffer());
    }

    /** A message as it stands in another. */
    interface Part<T> {
        T read(FieldReader in) throws IOException;
    }

    /** The message that all the bytes together are. */
    <T> T whole(Part<T> part) throws IOException {
        in.pushLimit(size);
        return part.read(this);
    }

    /** The next field; {@link Tags#END} behind the last one of this message. */
    int tag() throws IOException {
        return in.readTag();
    }

    /** Passes over a field that is not known here; also over a known one whose content is of another type. */
    void skip(int tag) throws IOException {
        switch (WireFormat.getTagWireType(tag)) {
            case Tags.LENGTH -> in.skipRawBytes(length());
            case WireFormat.WIRETYPE_START_GROUP, WireFormat.WIRETYPE_END_GROUP ->
                throw malformed("a group, which this format does not have");
            default -> in.skipField(tag);
        }
    }

    <T> T nested(Part<T> part) throws IOException {
        int outer = in.pushLimit(length());
        T message = part.read(this);
        in.popLimit(outer);
        return message;
    }

    /** One of several forms of which a message must have one; the topic may come before or behind it. */
    <P, T> Function<String, T> form(@Nullable Function<String, T> before, Part<P> part, BiFunction<String, P, T> made)
            throws IOException {
        P content = nested(part);
        if (before != null) {
            throw malformed("a second form, where there may be one");
        }
        return topic -> made.apply(topic, content);
    }

    /** What a message cannot do without. */
    <T> T required(String what, @Nullable T value) {
        if (value == null) {
            throw malformed("no " + what);
        }
        return value;
    }

    String topic() throws IOException {
        return name("name of a topic", TopicConfig.MAX_NAME_BYTES);
    }

    String name(String what, int limit) throws IOException {
        String name = text(what, limit);
        if (name.isEmpty()) {
            throw malformed("the " + what + " is empty");
        }
        return name;
    }

    String text(String what, int limit) throws IOException {
        int length = length();
        if (length > limit) {
            throw malformed("the " + what + " has " + length + " bytes, limit " + limit);
        }
        return utf8(what, in.readRawBytes(length));
    }

    /** Text of which nothing beyond the limit is looked at. */
    String cutText(String what, int limit) throws IOException {
        int length = length();
        if (length <= limit) {
            return utf8(what, in.readRawBytes(length));
        }
        byte[] beginning = in.readRawBytes(limit + 1);
        in.skipRawBytes(length - beginning.length);
        return utf8(what, Arrays.copyOf(beginning, Utf8.cut(beginning, limit)));
    }

    private String utf8(String what, byte[] bytes) {
        String text = Utf8.decode(bytes);
        if (text == null) {
            throw malformed("the " + what + " is not valid UTF-8");
        }
        return text;
    }

    Bytes bytes() throws IOException {
        int length = length();
        return length == 0 ? Bytes.EMPTY : Bytes.wrap(in.readRawBytes(length));
    }

    boolean flag() throws IOException {
        return in.readBool();
    }

    long number(String what) throws IOException {
        return notNegative(what, in.readRawVarint64());
    }

    int smallNumber(String what) throws IOException {
        long value = number(what);
        if (value > Integer.MAX_VALUE) {
            throw malformed("the " + what + " is " + value + ", limit " + Integer.MAX_VALUE);
        }
        return (int) value;
    }

    long fixed(String what) throws IOException {
        return notNegative(what, in.readFixed64());
    }

    /** 64 bits that are no number. */
    long hash() throws IOException {
        return in.readFixed64();
    }

    /** Of two numbers that are not negative. */
    long sum(String what, long a, long b) {
        return notNegative(what, a + b);
    }

    private long notNegative(String what, long value) {
        if (value < 0) {
            throw malformed("the " + what + " is " + Long.toUnsignedString(value) + ", limit " + Long.MAX_VALUE);
        }
        return value;
    }

    private int length() throws IOException {
        long length = in.readRawVarint64();
        int left = in.getBytesUntilLimit();
        if (length < 0 || length > left) {
            throw malformed("a length of " + Long.toUnsignedString(length) + " bytes where " + left + " are left");
        }
        return (int) length;
    }

    MalformedFrameException malformed(String what) {
        return malformed(what, null);
    }

    MalformedFrameException malformed(@Nullable String what, @Nullable Throwable cause) {
        return new MalformedFrameException(String.valueOf(what), in.getTotalBytesRead(), size, cause);
    }
}
