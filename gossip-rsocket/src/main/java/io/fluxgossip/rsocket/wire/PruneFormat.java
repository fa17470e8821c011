package io.fluxgossip.rsocket.wire;

import io.fluxgossip.protocol.message.Message.Prune;

/** A topic, and nothing else. */
final class PruneFormat {

    private static final int TOPIC = 1 << Tags.SHIFT | Tags.LENGTH;

    private PruneFormat() {}

    static void write(Prune prune, Fields out) {
        out.text(TOPIC, prune.topic());
    }

    static Prune read(FieldReader in) {
        String topic = null;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            if (tag == TOPIC) {
                topic = in.topic();
            } else {
                in.skip(tag);
            }
        }
        return new Prune(in.required("topic", topic));
    }
}
