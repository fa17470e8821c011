package io.fluxgossip.benchmarks.simulator;

import io.fluxgossip.model.Reconciliation;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** The cost for two nodes to find out how they differ and to become equal, for each form of digest. */
public final class Matrix {

    /** In half of them the one that holds more asks first. */
    private static final int SEEDS = 4;

    private final List<Cell> cells;
    private final Consumer<Row> done;

    /**
     * Measures these cells.
     *
     * @param done is told each row, in any order
     */
    public Matrix(List<Cell> cells, Consumer<Row> done) {
        this.cells = cells;
        this.done = done;
    }

    /**
     * The mean bytes of each way.
     *
     * @param bytes of all messages, both ways
     */
    public record Row(Cell cell, Map<Reconciliation, Long> bytes) {

        /** The best form but {@link Reconciliation#AUTO}. */
        public Reconciliation best() {
            return bytes.keySet().stream()
                    .filter(form -> form != Reconciliation.AUTO)
                    .min((a, b) -> Long.compare(bytesOf(a), bytesOf(b)))
                    .orElseThrow();
        }

        public long bytesOf(Reconciliation form) {
            return bytes.getOrDefault(form, 0L);
        }

        /** The most that the default may cost: 1.3 times the best, and 64 bytes. */
        public long bound() {
            return bytesOf(best()) * 13 / 10 + 64;
        }

        public boolean holds() {
            return bytesOf(Reconciliation.AUTO) <= bound();
        }
    }

    public List<Row> measure() {
        return cells.parallelStream().map(this::row).toList();
    }

    private Row row(Cell cell) {
        Map<Reconciliation, Long> bytes = new EnumMap<>(Reconciliation.class);
        for (Reconciliation form : Reconciliation.values()) {
            bytes.put(form, mean(cell, form));
        }
        Row row = new Row(cell, bytes);
        done.accept(row);
        return row;
    }

    private static long mean(Cell cell, Reconciliation form) {
        return Math.round(LongStream.rangeClosed(1, SEEDS)
                .map(seed -> new Meeting(cell, form, seed).bytes())
                .average()
                .orElseThrow());
    }
}
