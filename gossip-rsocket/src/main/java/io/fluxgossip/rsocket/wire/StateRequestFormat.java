package io.fluxgossip.rsocket.wire;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.Message.StateRequest;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Topic and digest, flat. */
final class StateRequestFormat {

    private static final int TOPIC = 1 << Tags.SHIFT | Tags.LENGTH;
    private static final int BEYOND = 2 << Tags.SHIFT | Tags.LENGTH;

    private StateRequestFormat() {}

    static void write(StateRequest request, Fields out) {
        out.text(TOPIC, request.topic());
        DigestFormat.writeAll(BEYOND, request.digest(), out);
    }

    static StateRequest read(FieldReader in) {
        String topic = null;
        NavigableMap<NodeId, Long> beyond = new TreeMap<>();
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case TOPIC -> topic = in.topic();
                case BEYOND -> DigestFormat.readInto(beyond, in);
                default -> in.skip(tag);
            }
        }
        return new StateRequest(in.required("topic", topic), DigestFormat.digest(beyond));
    }
}
