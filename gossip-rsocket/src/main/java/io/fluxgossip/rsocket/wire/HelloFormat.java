package io.fluxgossip.rsocket.wire;

import io.fluxgossip.model.Hello;
import io.fluxgossip.model.NodeId;

/** Who a node is; the same for a greeting and a welcome. */
final class HelloFormat {

    private static final int CLUSTER = 1 << Tags.SHIFT | Tags.LENGTH;
    private static final int PROTOCOL = 2 << Tags.SHIFT | Tags.VARINT;
    private static final int NAME = 3 << Tags.SHIFT | Tags.LENGTH;
    private static final int INCARNATION = 4 << Tags.SHIFT | Tags.VARINT;
    private static final int ADDRESS = 5 << Tags.SHIFT | Tags.LENGTH;

    private HelloFormat() {}

    static void write(Hello hello, Fields out) {
        out.text(CLUSTER, hello.cluster())
                .number(PROTOCOL, hello.protocol())
                .text(NAME, hello.node().name())
                .number(INCARNATION, hello.node().incarnation())
                .text(ADDRESS, hello.address());
    }

    static Hello read(FieldReader in) {
        String cluster = "";
        int protocol = 0;
        String name = null;
        long incarnation = 0;
        String address = "";
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case CLUSTER -> cluster = in.text("name of the cluster", Hello.MAX_CLUSTER_BYTES);
                case PROTOCOL -> protocol = in.smallNumber("protocol version");
                case NAME -> name = in.name("name of the node", NodeId.MAX_NAME_BYTES);
                case INCARNATION -> incarnation = in.number("incarnation of the node");
                case ADDRESS -> address = in.text("address", Hello.MAX_ADDRESS_BYTES);
                default -> in.skip(tag);
            }
        }
        return new Hello(cluster, protocol, new NodeId(in.required("name of the node", name), incarnation), address);
    }
}
