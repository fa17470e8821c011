package io.fluxgossip;

import io.fluxgossip.model.Bytes;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** The codecs that come with the library. */
final class Codecs {

    static final Codec<String> UTF8 = new Functions<>("utf8", Bytes::utf8, Bytes::toUtf8);

    static final Codec<byte[]> BYTES = new Functions<>("bytes", Bytes::copyOf, Bytes::toArray);

    private Codecs() {}

    /** A codec made of two functions. */
    record Functions<T>(String name, Function<T, Bytes> encoder, Function<Bytes, T> decoder) implements Codec<T> {

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

    /** JSON through Jackson; a record of the type, so that codecs of one type are equal. */
    record Json<T>(Class<T> type) implements Codec<T> {

        private static final JsonMapper MAPPER = JsonMapper.builder().build();

        @Override
        public Bytes encode(T object) {
            return Bytes.wrap(MAPPER.writeValueAsBytes(object));
        }

        @Override
        public T decode(Bytes bytes) {
            return MAPPER.readValue(bytes.toArray(), type);
        }

        @Override
        public String toString() {
            return "json(" + type.getName() + ")";
        }
    }
}
