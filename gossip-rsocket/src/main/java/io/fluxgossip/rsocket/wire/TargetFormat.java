package io.fluxgossip.rsocket.wire;

import io.fluxgossip.model.NodeId;

/** One life of a node; the same for a probe and a indirect ack. */
final class TargetFormat {

    private static final int NAME = 1 << Tags.SHIFT | Tags.LENGTH;
    private static final int GENERATION = 2 << Tags.SHIFT | Tags.VARINT;

    private TargetFormat() {}

    static void write(NodeId target, Fields out) {
        out.text(NAME, target.name()).number(GENERATION, target.generation());
    }

    static NodeId read(FieldReader in) {
        String name = null;
        long generation = 0;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case NAME -> name = in.name("name of a member", NodeId.MAX_NAME_BYTES);
                case GENERATION -> generation = in.number("generation of a member");
                default -> in.skip(tag);
            }
        }
        return new NodeId(in.required("name of a member", name), generation);
    }
}
