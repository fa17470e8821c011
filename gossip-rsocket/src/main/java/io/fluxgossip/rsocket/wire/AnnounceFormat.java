package io.fluxgossip.rsocket.wire;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.Message.Announce;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Topic and the fragment of a digest that is announced, flat. */
final class AnnounceFormat {

    private static final int TOPIC = 1 << Tags.SHIFT | Tags.LENGTH;
    private static final int HELD = 2 << Tags.SHIFT | Tags.LENGTH;
    private static final int HOPS = 3 << Tags.SHIFT | Tags.VARINT;

    private AnnounceFormat() {}

    static void write(Announce announce, Fields out) {
        out.text(TOPIC, announce.topic());
        DigestFormat.writeAll(HELD, announce.held(), out);
        out.number(HOPS, announce.hops());
    }

    static Announce read(FieldReader in) {
        String topic = null;
        NavigableMap<NodeId, Long> held = new TreeMap<>();
        int hops = 0;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case TOPIC -> topic = in.topic();
                case HELD -> DigestFormat.readInto(held, in);
                case HOPS -> hops = in.smallNumber("number of hops");
                default -> in.skip(tag);
            }
        }
        return new Announce(in.required("topic", topic), DigestFormat.digest(held), hops);
    }
}
