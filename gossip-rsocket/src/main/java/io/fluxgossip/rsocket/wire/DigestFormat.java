package io.fluxgossip.rsocket.wire;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.NodeId;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Watermarks: in a message of their own where a digest is one of several forms, else as a field of what carries them.
 */
final class DigestFormat {

    private static final int WATERMARKS = 1 << Tags.SHIFT | Tags.LENGTH;

    private static final int NAME = 1 << Tags.SHIFT | Tags.LENGTH;
    private static final int GENERATION = 2 << Tags.SHIFT | Tags.VARINT;
    private static final int TIMESTAMP = 3 << Tags.SHIFT | Tags.FIXED64;

    private DigestFormat() {}

    static void write(Digest digest, Fields out) {
        writeAll(WATERMARKS, digest, out);
    }

    static void writeAll(int tag, Digest digest, Fields out) {
        digest.watermarks()
                .forEach((origin, watermark) -> out.nested(tag, origin, watermark, DigestFormat::writeWatermark));
    }

    private static void writeWatermark(NodeId origin, long timestamp, Fields out) {
        out.text(NAME, origin.name()).number(GENERATION, origin.generation()).fixed(TIMESTAMP, timestamp);
    }

    static Digest read(FieldReader in) {
        NavigableMap<NodeId, Long> watermarks = new TreeMap<>();
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case WATERMARKS -> readInto(watermarks, in);
                default -> in.skip(tag);
            }
        }
        return digest(watermarks);
    }

    /** One watermark more. */
    static void readInto(NavigableMap<NodeId, Long> watermarks, FieldReader in) {
        String name = null;
        long generation = 0;
        long timestamp = 0;
        int outer = in.enter();
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case NAME -> name = in.name("name of an origin", NodeId.MAX_NAME_BYTES);
                case GENERATION -> generation = in.number("generation of an origin");
                case TIMESTAMP -> timestamp = in.fixed("watermark");
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
        NodeId origin = new NodeId(in.required("name of an origin", name), generation);
        if (watermarks.put(origin, timestamp) != null) {
            throw in.malformed("a digest gives the watermark of " + origin + " twice");
        }
    }

    static Digest digest(NavigableMap<NodeId, Long> watermarks) {
        return watermarks.isEmpty() ? Digest.EMPTY : new Digest(watermarks);
    }
}
