package io.fluxgossip;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.CodecException;
import io.fluxgossip.model.Entry;
import java.util.Objects;

/** The user's codecs of one topic, with errors that say what could not be written or read. */
record EntryCodec<K, V>(String topic, Codec<K> keys, Codec<V> values) {

    Bytes encodeKey(K key) {
        return encode("key", keys, Objects.requireNonNull(key, "key"));
    }

    Bytes encodeValue(V value) {
        return encode("value", values, Objects.requireNonNull(value, "value"));
    }

    private <T> Bytes encode(String what, Codec<T> codec, T object) {
        try {
            return codec.encode(object);
        } catch (RuntimeException fault) {
            throw new CodecException(
                    "a " + what + " of topic '" + topic + "' cannot be encoded by " + codec + "; nothing was written: "
                            + fault,
                    fault);
        }
    }

    K key(Bytes bytes) {
        return decode("key", keys, bytes, bytes);
    }

    V value(Entry entry) {
        return decode("value", values, Objects.requireNonNull(entry.value(), "a tombstone has no value"), entry.key());
    }

    private <T> T decode(String what, Codec<T> codec, Bytes bytes, Bytes key) {
        try {
            return codec.decode(bytes);
        } catch (RuntimeException fault) {
            throw new CodecException(
                    "the " + what + " of entry '" + key + "' in topic '" + topic + "', " + bytes.size()
                            + " bytes, cannot be decoded by " + codec + "; the entry stays as it is: " + fault,
                    fault);
        }
    }
}
