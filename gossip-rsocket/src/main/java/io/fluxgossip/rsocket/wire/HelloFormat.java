package io.fluxgossip.rsocket.wire;

import io.fluxgossip.model.Hello;
import io.fluxgossip.model.NodeId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Who a node is; the same for a greeting and a welcome. */
final class HelloFormat {

    /** The longest name of a cluster, in bytes of UTF-8. */
    static final int MAX_CLUSTER_BYTES = 255;

    /** The longest address, in bytes of UTF-8: a DNS name of 253, a colon and a port. */
    static final int MAX_ADDRESS_BYTES = 259;

    private static final int CLUSTER = 1 << Tags.SHIFT | Tags.LENGTH;
    private static final int PROTOCOL = 2 << Tags.SHIFT | Tags.VARINT;
    private static final int NAME = 3 << Tags.SHIFT | Tags.LENGTH;
    private static final int INCARNATION = 4 << Tags.SHIFT | Tags.VARINT;
    private static final int ADDRESS = 5 << Tags.SHIFT | Tags.LENGTH;

    private HelloFormat() {}

    /** Bounds that the model does not set, for what is sent as for what is heard. */
    static void check(Hello hello) {
        bound("the name of the cluster", hello.cluster(), MAX_CLUSTER_BYTES);
        bound("the address", hello.address(), MAX_ADDRESS_BYTES);
        if (hello.protocol() < 1) {
            throw new IllegalArgumentException("the protocol version must be at least 1, was " + hello.protocol());
        }
    }

    private static void bound(String what, String text, int limit) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > limit) {
            throw new IllegalArgumentException(what + " has " + bytes + " bytes of UTF-8, limit " + limit);
        }
    }

    static void write(Hello hello, Fields out) {
        out.text(CLUSTER, hello.cluster())
                .number(PROTOCOL, hello.protocol())
                .text(NAME, hello.node().name())
                .number(INCARNATION, hello.node().incarnation())
                .text(ADDRESS, hello.address());
    }

    static Hello read(FieldReader in) throws IOException {
        String cluster = "";
        int protocol = 0;
        String name = null;
        long incarnation = 0;
        String address = "";
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case CLUSTER -> cluster = in.text("name of the cluster", MAX_CLUSTER_BYTES);
                case PROTOCOL -> protocol = in.smallNumber("protocol version");
                case NAME -> name = in.name("name of the node", NodeId.MAX_NAME_BYTES);
                case INCARNATION -> incarnation = in.number("incarnation of the node");
                case ADDRESS -> address = in.text("address", MAX_ADDRESS_BYTES);
                default -> in.skip(tag);
            }
        }
        return new Hello(cluster, protocol, new NodeId(in.required("name of the node", name), incarnation), address);
    }
}
