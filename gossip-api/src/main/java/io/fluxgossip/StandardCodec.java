package io.fluxgossip;

import io.fluxgossip.model.Bytes;
import java.util.function.Function;

/** A codec made of two functions. */
record StandardCodec<T>(String name, Function<T, Bytes> encoder, Function<Bytes, T> decoder) implements Codec<T> {

    static final Codec<String> UTF8 = new StandardCodec<>("utf8", Bytes::utf8, Bytes::toUtf8);

    static final Codec<byte[]> BYTES = new StandardCodec<>("bytes", Bytes::copyOf, Bytes::toArray);

    @Override
    public Bytes encode(T object) {
        return encoder.apply(object);
    }

    @Override
    public T decode(Bytes bytes) {
        return decoder.apply(bytes);
    }

    @Override
    public String toString() {
        return name;
    }
}
