package io.fluxgossip.rsocket.wire;

import io.fluxgossip.model.NodeId;

/** One life of a node; the same for a probe and a vouch. */
final class TargetFormat {

    private static final int NAME = 1 << Tags.SHIFT | Tags.LENGTH;
    private static final int INCARNATION = 2 << Tags.SHIFT | Tags.VARINT;

    private TargetFormat() {}

    static void write(NodeId target, Fields out) {
        out.text(NAME, target.name()).number(INCARNATION, target.incarnation());
    }

    static NodeId read(FieldReader in) {
        String name = null;
        long incarnation = 0;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case NAME -> name = in.name("name of a member", NodeId.MAX_NAME_BYTES);
                case INCARNATION -> incarnation = in.number("incarnation of a member");
                default -> in.skip(tag);
            }
        }
        return new NodeId(in.required("name of a member", name), incarnation);
    }
}
