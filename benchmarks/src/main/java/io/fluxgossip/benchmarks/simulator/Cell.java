package io.fluxgossip.benchmarks.simulator;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * How two nodes differ when they meet.
 *
 * @param origins nodes that have written, all known to both unless all is missing
 * @param keys entries that count; a key has 9 bytes and a value 64
 * @param missing the newest so many of them are missing; {@code keys} for all
 * @param overlap where they are missing
 */
public record Cell(int origins, int keys, int missing, Overlap overlap) {

    /** A day before simulated time begins, by when all writes are over. */
    private static final long FIRST_WRITE = 1_767_139_200_000L << Version.COUNTER_BITS;

    private static final Bytes VALUE = Bytes.utf8("v".repeat(64));

    /** Where something is missing. */
    public enum Overlap {
        /** One of the two holds all. */
        ONE_SIDE,
        /** Each lacks what half of the origins wrote and the other has. */
        BOTH_SIDES
    }

    public static List<Cell> all() {
        return Stream.of(few(), of(100_000)).flatMap(List::stream).toList();
    }

    public static List<Cell> few() {
        return of(100);
    }

    private static List<Cell> of(int keys) {
        List<Cell> cells = new ArrayList<>();
        for (int origins : new int[] {3, 100, 1_000}) {
            cells.add(new Cell(origins, keys, 0, Overlap.ONE_SIDE));
            for (int missing : keys > 100 ? new int[] {1, 100, keys} : new int[] {1, keys}) {
                for (Overlap overlap : Overlap.values()) {
                    cells.add(new Cell(origins, keys, missing, overlap));
                }
            }
        }
        return cells;
    }

    /** What the first of the two holds. */
    Delta first() {
        return held(origin -> overlap == Overlap.ONE_SIDE || origin % 2 == 0);
    }

    /** What the second holds. */
    Delta second() {
        return held(origin -> overlap == Overlap.BOTH_SIDES && origin % 2 == 1);
    }

    /** What was written, but for what is missing of the origins that are not held in full. */
    private Delta held(IntPredicate inFull) {
        List<Run> runs = new ArrayList<>();
        for (int origin = 0; origin < origins; origin++) {
            Run run = run(origin, inFull.test(origin) ? keys : keys - missing);
            if (run.upTo() > 0) {
                runs.add(run);
            }
        }
        return new Delta(runs);
    }

    /** Each origin has written once what counts no longer, and then in turns; nothing, if all is missing. */
    private Run run(int origin, int below) {
        NodeId id = new NodeId(String.format("origin-%04d", origin), 1);
        List<Entry> entries = new ArrayList<>();
        long last = below > 0 ? timestamp(origin - origins) : 0;
        for (int key = origin; key < below; key += origins) {
            last = timestamp(key);
            entries.add(new Entry(Bytes.utf8(String.format("key%06d", key)), VALUE, new Version(last, id)));
        }
        return new Run(id, 0, last, entries);
    }

    private static long timestamp(int write) {
        return FIRST_WRITE + ((long) write << Version.COUNTER_BITS);
    }
}
