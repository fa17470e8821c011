package io.fluxgossip;

import io.fluxgossip.model.Bytes;

/**
 * Turns keys or values into bytes and back. Equal objects must give equal bytes if they are keys.
 *
 * <p>Encoding runs on the thread that subscribes to a write, decoding on the thread that reads or on the subscriber's;
 * never where it could stop the protocol. What it throws reaches that caller or subscriber alone.
 */
public interface Codec<T> {

    Bytes encode(T object);

    T decode(Bytes bytes);

    /** Text as UTF-8. */
    static Codec<String> utf8() {
        return Codecs.UTF8;
    }

    /** Bytes as they are; the arrays are copied. */
    static Codec<byte[]> bytes() {
        return Codecs.BYTES;
    }

    /** JSON through Jackson 3, which the application brings along ({@code tools.jackson.core:jackson-databind}). */
    static <T> Codec<T> json(Class<T> type) {
        return new Codecs.Json<>(type);
    }
}
