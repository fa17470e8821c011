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

    private static final int BEYOND_GAPS = 4 << Tags.SHIFT | Tags.LENGTH;

    private StateFormat() {}

    static void write(State state, Fields out) {
        out.text(TOPIC, state.topic());
        RunFormat.writeAll(RUNS, state.delta(), out);
        out.flag(LAST, state.last());
        RunFormat.writeAll(BEYOND_GAPS, state.beyondGaps(), out);
    }

    static State read(FieldReader in) {
        String topic = null;
        List<Run> runs = new ArrayList<>();
        List<Run> beyondGaps = new ArrayList<>();
        boolean last = false;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case TOPIC -> topic = in.topic();
                case RUNS -> runs.add(in.nested(RunFormat::read));
                case BEYOND_GAPS -> beyondGaps.add(in.nested(RunFormat::read));
                case LAST -> last = in.flag();
                default -> in.skip(tag);
            }
        }
        return new State(in.required("topic", topic), new Delta(runs), new Delta(beyondGaps), last);
    }
}
