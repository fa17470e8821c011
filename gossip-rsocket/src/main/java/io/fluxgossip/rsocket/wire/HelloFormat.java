package io.fluxgossip.rsocket.wire;

import io.fluxgossip.protocol.message.Hello;
import io.fluxgossip.protocol.message.MemberState;

/** The identity of a node; the same for a greeting and a welcome. */
final class HelloFormat {

    private static final int CLUSTER = 1 << Tags.SHIFT | Tags.LENGTH;
    private static final int PROTOCOL = 2 << Tags.SHIFT | Tags.VARINT;
    private static final int SPEAKER = 3 << Tags.SHIFT | Tags.LENGTH;

    private HelloFormat() {}

    static void write(Hello hello, Fields out) {
        out.text(CLUSTER, hello.cluster())
                .number(PROTOCOL, hello.protocol())
                .nested(SPEAKER, hello.speaker(), MemberStateFormat::write);
    }

    static Hello read(FieldReader in) {
        String cluster = "";
        int protocol = 0;
        MemberState speaker = null;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case CLUSTER -> cluster = in.text("name of the cluster", Hello.MAX_CLUSTER_BYTES);
                case PROTOCOL -> protocol = in.smallNumber("protocol version");
                case SPEAKER -> speaker = in.nested(MemberStateFormat::read);
                default -> in.skip(tag);
            }
        }
        return new Hello(cluster, protocol, in.required("node that speaks", speaker));
    }
}
