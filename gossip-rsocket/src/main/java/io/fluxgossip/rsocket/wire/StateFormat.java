package io.fluxgossip.rsocket.wire;

import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.Message.State;
import io.fluxgossip.protocol.message.Run;
import java.util.ArrayList;
import java.util.List;

/** Topic and runs as in a push, and whether more follows. */
final class StateFormat {

    private static final int TOPIC = 1 << Tags.SHIFT | Tags.LENGTH;
    private static final int RUNS = 2 << Tags.SHIFT | Tags.LENGTH;
    private static final int LAST = 3 << Tags.SHIFT | Tags.VARINT;

    private static final int BEYOND_HOLES = 4 << Tags.SHIFT | Tags.LENGTH;
    private static final int COLLECTED = 5 << Tags.SHIFT | Tags.FIXED64;

    private StateFormat() {}

    static void write(State state, Fields out) {
        out.text(TOPIC, state.topic());
        RunFormat.writeAll(RUNS, state.delta(), out);
        out.flag(LAST, state.last());
        RunFormat.writeAll(BEYOND_HOLES, state.beyondHoles(), out);
        out.fixed(COLLECTED, state.collected());
    }

    static State read(FieldReader in) {
        String topic = null;
        List<Run> runs = new ArrayList<>();
        List<Run> beyondHoles = new ArrayList<>();
        boolean last = false;
        long collected = 0;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case TOPIC -> topic = in.topic();
                case RUNS -> runs.add(in.nested(RunFormat::read));
                case BEYOND_HOLES -> beyondHoles.add(in.nested(RunFormat::read));
                case LAST -> last = in.flag();
                case COLLECTED -> collected = in.fixed("timestamp of what was collected");
                default -> in.skip(tag);
            }
        }
        return new State(in.required("topic", topic), new Delta(runs), new Delta(beyondHoles), last, collected);
    }
}
