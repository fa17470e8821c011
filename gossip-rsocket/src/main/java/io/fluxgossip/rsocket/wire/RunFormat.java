package io.fluxgossip.rsocket.wire;

import io.fluxgossip.model.Entry;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.DormantTombstone;
import io.fluxgossip.protocol.message.Run;
import java.util.ArrayList;
import java.util.List;

/** The origin once, then its entries, each dated from the one before. */
final class RunFormat {

    private static final int NAME = 1 << Tags.SHIFT | Tags.LENGTH;
    private static final int GENERATION = 2 << Tags.SHIFT | Tags.VARINT;
    private static final int AFTER = 3 << Tags.SHIFT | Tags.FIXED64;
    private static final int SPAN = 4 << Tags.SHIFT | Tags.VARINT;
    private static final int ENTRIES = 5 << Tags.SHIFT | Tags.LENGTH;
    private static final int DELETED = 6 << Tags.SHIFT | Tags.LENGTH;
    private static final int GC_WATERMARK = 7 << Tags.SHIFT | Tags.FIXED64;

    private RunFormat() {}

    /** A delta: its runs as a repeated field of the message that carries it. */
    static void writeAll(int tag, Delta delta, Fields out) {
        for (Run run : delta.runs()) {
            out.nested(tag, run, RunFormat::write);
        }
    }

    static void write(Run run, Fields out) {
        out.text(NAME, run.origin().name())
                .number(GENERATION, run.origin().generation())
                .fixed(AFTER, run.after())
                .number(SPAN, run.upTo() - run.after());
        long last = run.after();
        for (Entry entry : run.entries()) {
            long timestamp = entry.timestamp();
            out.nested(ENTRIES, entry, timestamp - last, EntryFormat::write);
            last = timestamp;
        }
        if (!run.deleted().isEmpty()) {
            writeDeleted(run.deleted(), out);
        }
        out.fixed(GC_WATERMARK, run.gcWatermark());
    }

    /** Packed: the hash of the key and the timestamp of each, without anything between them. */
    private static void writeDeleted(List<DormantTombstone> deleted, Fields out) {
        Packed packed = new Packed(deleted.size() * Packed.PAIR_BYTES);
        for (DormantTombstone tombstone : deleted) {
            packed.word(tombstone.keyHash()).word(tombstone.timestamp());
        }
        out.bytes(DELETED, packed.bytes());
    }

    private static List<DormantTombstone> readDeleted(FieldReader in) {
        Packed packed = Packed.read("deletes", Packed.PAIR_BYTES, in);
        List<DormantTombstone> deleted = new ArrayList<>();
        while (packed.hasMore()) {
            deleted.add(new DormantTombstone(packed.word(), packed.word()));
        }
        return deleted;
    }

    /** Twice over the fields: a field of the header may stand behind the entries, which cannot be dated without it. */
    static Run read(FieldReader in) {
        int start = in.place();
        String name = null;
        long generation = 0;
        long after = 0;
        long span = 0;
        long gcWatermark = 0;
        List<DormantTombstone> deleted = List.of();
        int count = 0;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case NAME -> name = in.name("name of an origin", NodeId.MAX_NAME_BYTES);
                case GENERATION -> generation = in.number("generation of an origin");
                case AFTER -> after = in.fixed("beginning of a run");
                case SPAN -> span = in.number("length of a run");
                case ENTRIES -> {
                    in.skip(tag);
                    count++;
                }
                case DELETED -> deleted = readDeleted(in);
                case GC_WATERMARK -> gcWatermark = in.fixed("GC watermark of a run");
                default -> in.skip(tag);
            }
        }
        NodeId origin = in.origin(in.required("name of an origin", name), generation);
        long upTo = in.sum("end of a run", after, span);
        in.back(start);
        return new Run(origin, after, upTo, entries(count, after, origin, in), deleted, gcWatermark);
    }

    private static List<Entry> entries(int count, long after, NodeId origin, FieldReader in) {
        List<Entry> entries = new ArrayList<>(count);
        long last = after;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            if (tag == ENTRIES) {
                Entry entry = EntryFormat.read(last, origin, in);
                entries.add(entry);
                last = entry.timestamp();
            } else {
                in.skip(tag);
            }
        }
        return entries;
    }
}
