package io.fluxgossip.rsocket.wire;

import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.Message.Push;
import io.fluxgossip.protocol.message.Run;
import java.util.ArrayList;
import java.util.List;

/** Topic and runs, flat: the frame that is sent most. */
final class PushFormat {

    private static final int TOPIC = 1 << Tags.SHIFT | Tags.LENGTH;
    private static final int RUNS = 2 << Tags.SHIFT | Tags.LENGTH;
    private static final int HOPS = 3 << Tags.SHIFT | Tags.VARINT;

    private PushFormat() {}

    static void write(Push push, Fields out) {
        out.text(TOPIC, push.topic());
        RunFormat.writeAll(RUNS, push.delta(), out);
        out.number(HOPS, push.hops());
    }

    static Push read(FieldReader in) {
        String topic = null;
        List<Run> runs = new ArrayList<>();
        int hops = 0;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case TOPIC -> topic = in.topic();
                case RUNS -> runs.add(in.nested(RunFormat::read));
                case HOPS -> hops = in.smallNumber("number of hops");
                default -> in.skip(tag);
            }
        }
        return new Push(in.required("topic", topic), new Delta(runs), hops);
    }
}
