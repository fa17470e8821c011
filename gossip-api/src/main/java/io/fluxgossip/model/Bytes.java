package io.fluxgossip.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An immutable string of bytes, compared by content: what the protocol knows of a key or a value.
 *
 * <p>Ordered as unsigned bytes. The hash depends on the content alone, so it is the same in every JVM.
 */
public final class Bytes implements Comparable<Bytes> {

    /** No bytes at all; a legal key and a legal value. */
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /** Copies the bytes. */
    public static Bytes copyOf(byte[] content) {
        return new Bytes(content.clone());
    }

    /** Takes the array as it is: whoever calls gives it away and never writes to it again. */
    public static Bytes wrap(byte[] content) {
        return new Bytes(content);
    }

    public static Bytes utf8(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public int size() {
        return content.length;
    }

    public byte[] toArray() {
        return content.clone();
    }

    /** A read-only view that shares the content; its position and limit are the caller's. */
    public ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(content).asReadOnlyBuffer();
    }

    /** Puts the content into a buffer that has room for it. */
    public void writeTo(ByteBuffer out) {
        out.put(content);
    }

    /** The content read as UTF-8; malformed parts become replacement characters. */
    public String toUtf8() {
        return new String(content, StandardCharsets.UTF_8);
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(content, other.content);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Bytes bytes && Arrays.equals(content, bytes.content));
    }

    /** The first half of {@link #longHash()}. */
    @Override
    public int hashCode() {
        return (int) (longHash() >>> Integer.SIZE);
    }

    /** The content by its hash: what is left of a key that is not kept any more. */
    public long longHash() {
        return Hashing.hash(content);
    }

    /** The content as text, cut after 64 characters: for logs and traces. */
    @Override
    public String toString() {
        String text = toUtf8();
        return text.length() <= 64 ? text : text.substring(0, 64) + "...";
    }
}
