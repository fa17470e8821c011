package io.fluxgossip.rsocket.wire;

import io.fluxgossip.protocol.message.SketchKey;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/** A key, and watermarks by hash under it, packed. */
final class HashedFormat {

    private static final int KEY = 1 << Tags.SHIFT | Tags.LENGTH;
    private static final int HELD = 2 << Tags.SHIFT | Tags.LENGTH;

    /** A hash and a watermark. */
    private static final int HELD_BYTES = 2 * Long.BYTES;

    private HashedFormat() {}

    /** Makes the value of both. */
    interface Made<T> {
        T of(String topic, SketchKey key, NavigableMap<Long, Long> held);
    }

    static void write(SketchKey key, NavigableMap<Long, Long> held, Fields out) {
        SketchKeyFormat.write(KEY, key, out);
        Packed packed = new Packed(held.size() * HELD_BYTES);
        held.forEach((hash, watermark) -> packed.word(hash).word(watermark));
        out.bytes(HELD, packed.bytes());
    }

    static <T> Function<String, T> read(FieldReader in, Made<T> made) {
        SketchKey key = null;
        NavigableMap<Long, Long> held = new TreeMap<>();
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case KEY -> key = SketchKeyFormat.read(in);
                case HELD -> readInto(held, in);
                default -> in.skip(tag);
            }
        }
        SketchKey under = in.required("key of a sketch", key);
        return topic -> made.of(topic, under, held);
    }

    private static void readInto(NavigableMap<Long, Long> held, FieldReader in) {
        Packed packed = Packed.read("bytes of hashed watermarks", HELD_BYTES, in);
        while (packed.hasMore()) {
            held.put(packed.word(), packed.word());
        }
    }
}
