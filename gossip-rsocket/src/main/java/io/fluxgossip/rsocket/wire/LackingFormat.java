package io.fluxgossip.rsocket.wire;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.DigestResponse.Lacking;
import io.fluxgossip.protocol.message.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Runs for the asking node, whether they are all, and what the answering node lacks. */
final class LackingFormat {

    private static final int RUNS = 1 << Tags.SHIFT | Tags.LENGTH;
    private static final int MORE = 2 << Tags.SHIFT | Tags.VARINT;
    private static final int WANTS = 3 << Tags.SHIFT | Tags.LENGTH;

    private LackingFormat() {}

    static void write(Lacking lacking, Fields out) {
        RunFormat.writeAll(RUNS, lacking.delta(), out);
        out.flag(MORE, lacking.more());
        DigestFormat.writeAll(WANTS, lacking.wants(), out);
    }

    /** All but the topic, which stands in the message around it. */
    record Content(Delta delta, boolean more, Digest wants) {
        Lacking of(String topic) {
            return new Lacking(topic, delta, more, wants);
        }
    }

    static Content read(FieldReader in) {
        List<Run> runs = new ArrayList<>();
        boolean more = false;
        NavigableMap<NodeId, Long> wants = new TreeMap<>();
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case RUNS -> runs.add(in.nested(RunFormat::read));
                case MORE -> more = in.flag();
                case WANTS -> DigestFormat.readInto(wants, in);
                default -> in.skip(tag);
            }
        }
        return new Content(new Delta(runs), more, DigestFormat.digest(wants));
    }
}
