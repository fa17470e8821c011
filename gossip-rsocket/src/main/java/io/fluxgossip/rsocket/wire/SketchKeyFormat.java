package io.fluxgossip.rsocket.wire;

import io.fluxgossip.protocol.message.SketchKey;

/** Two words. */
final class SketchKeyFormat {

    private static final int KEY_BYTES = 2 * Long.BYTES;

    private SketchKeyFormat() {}

    static void write(int tag, SketchKey key, Fields out) {
        out.bytes(
                tag, new Packed(KEY_BYTES).word(key.first()).word(key.second()).bytes());
    }

    static SketchKey read(FieldReader in) {
        Packed packed = Packed.read("bytes of a key", KEY_BYTES, in);
        if (!packed.hasMore()) {
            throw in.malformed("a key of a sketch without bytes");
        }
        SketchKey key = new SketchKey(packed.word(), packed.word());
        if (packed.hasMore()) {
            throw in.malformed("a key of a sketch of more than " + KEY_BYTES + " bytes");
        }
        return key;
    }
}
