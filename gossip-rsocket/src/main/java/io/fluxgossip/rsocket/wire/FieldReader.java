package io.fluxgossip.rsocket.wire;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import java.nio.ByteBuffer;
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

    private static final int VARINT_BITS = 7;

    private final ByteBuffer in;
    private final Origins origins;
    private final int start;
    private final int size;

    /** @param frame the reader moves its position and its limit, and lets nobody keep it */
    FieldReader(ByteBuffer frame, Origins origins) {
        in = frame;
        this.origins = origins;
        start = frame.position();
        size = frame.remaining();
    }

    /** A message as it stands in another. */
    interface Part<T> {
        T read(FieldReader in);
    }

    /** The next field; {@link Tags#END} behind the last one of this message. */
    int tag() {
        if (!in.hasRemaining()) {
            return Tags.END;
        }
        long tag = varint();
        long number = tag >>> Tags.SHIFT;
        if (number == 0 || number > Tags.MAX_NUMBER) {
            throw malformed("a field has the number " + number + ", limits 1 and " + Tags.MAX_NUMBER);
        }
        return (int) tag;
    }

    /** Passes over a field that is not known here; also over a known one whose content is of another type. */
    void skip(int tag) {
        switch (Tags.type(tag)) {
            case Tags.VARINT -> varint();
            case Tags.FIXED64 -> pass(Long.BYTES);
            case Tags.LENGTH -> pass(length());
            case Tags.FIXED32 -> pass(Integer.BYTES);
            case Tags.GROUP, Tags.GROUP_END -> throw malformed("a group, which this format does not have");
            default -> throw malformed("a field of type " + Tags.type(tag) + ", which does not exist");
        }
    }

    private void pass(int bytes) {
        need(bytes);
        in.position(in.position() + bytes);
    }

    /** Goes into the message that begins here; what is returned leads out again. */
    int enter() {
        int outer = in.limit();
        int length = length();
        in.limit(in.position() + length);
        return outer;
    }

    /** Behind the last field of a message. */
    void leave(int outer) {
        in.limit(outer);
    }

    /** The position of the reader, for {@link #back}. */
    int place() {
        return in.position();
    }

    /** Reads the message again from a place within it. */
    void back(int place) {
        in.position(place);
    }

    <T> T nested(Part<T> part) {
        int outer = enter();
        T message = part.read(this);
        leave(outer);
        return message;
    }

    /** One of several forms of which a message must have one; the topic may come before or behind it. */
    <P, T> Function<String, T> form(@Nullable Function<String, T> before, Part<P> part, BiFunction<String, P, T> made) {
        P content = nested(part);
        if (before != null) {
            throw malformed("a second form, where there may be one");
        }
        return topic -> made.apply(topic, content);
    }

    /** A field that a message must have. */
    <T> T required(String what, @Nullable T value) {
        if (value == null) {
            throw malformed("no " + what);
        }
        return value;
    }

    String topic() {
        return name("name of a topic", TopicConfig.MAX_NAME_BYTES);
    }

    String name(String what, int limit) {
        String name = text(what, limit);
        if (name.isEmpty()) {
            throw malformed("the " + what + " is empty");
        }
        return name;
    }

    String text(String what, int limit) {
        int length = length();
        if (length > limit) {
            throw malformed("the " + what + " has " + length + " bytes, limit " + limit);
        }
        return utf8(what, take(length));
    }

    /** Text of which nothing beyond the limit is looked at. */
    String cutText(String what, int limit) {
        int length = length();
        if (length <= limit) {
            return utf8(what, take(length));
        }
        byte[] beginning = take(limit + 1);
        pass(length - beginning.length);
        return utf8(what, Arrays.copyOf(beginning, Utf8.cut(beginning, limit)));
    }

    private String utf8(String what, byte[] bytes) {
        String text = Utf8.decode(bytes);
        if (text == null) {
            throw malformed("the " + what + " is not valid UTF-8");
        }
        return text;
    }

    Bytes bytes() {
        int length = length();
        return length == 0 ? Bytes.EMPTY : Bytes.wrap(take(length));
    }

    private byte[] take(int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    /** The same for all entries of this origin. */
    NodeId origin(String name, long generation) {
        return origins.shared(new NodeId(name, generation));
    }

    boolean flag() {
        return varint() != 0;
    }

    long number(String what) {
        return notNegative(what, varint());
    }

    int smallNumber(String what) {
        long value = number(what);
        if (value > Integer.MAX_VALUE) {
            throw malformed("the " + what + " is " + value + ", limit " + Integer.MAX_VALUE);
        }
        return (int) value;
    }

    long fixed(String what) {
        return notNegative(what, hash());
    }

    /** 64 bits that are no number. */
    long hash() {
        need(Long.BYTES);
        return Long.reverseBytes(in.getLong());
    }

    /** The sum of two numbers that are not negative. */
    long sum(String what, long a, long b) {
        return notNegative(what, a + b);
    }

    private long notNegative(String what, long value) {
        if (value < 0) {
            throw malformed("the " + what + " is " + Long.toUnsignedString(value) + ", limit " + Long.MAX_VALUE);
        }
        return value;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += VARINT_BITS) {
            need(1);
            byte next = in.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw malformed("a number of more than 10 bytes");
    }

    private int length() {
        long length = varint();
        if (length < 0 || length > in.remaining()) {
            throw malformed(
                    "a length of " + Long.toUnsignedString(length) + " bytes where " + in.remaining() + " are left");
        }
        return (int) length;
    }

    private void need(int bytes) {
        if (in.remaining() < bytes) {
            throw malformed("the end of the message where " + bytes + " bytes more are needed");
        }
    }

    MalformedFrameException malformed(String what) {
        return malformed(what, null);
    }

    MalformedFrameException malformed(String what, @Nullable Throwable cause) {
        return new MalformedFrameException(what, in.position() - start, size, cause);
    }
}
