package io.fluxgossip.benchmarks.edge;

import io.fluxgossip.benchmarks.edge.EdgeTrial.Slices;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Two nodes and the floors beneath them, for each load. */
public final class EdgeRuns {

    /**
     * How much is measured.
     *
     * @param updates in a burst; a tenth of it of 1 KiB
     * @param turns of bursts
     * @param singles turns of one update, after each load
     */
    public record Size(int updates, int turns, int singles) {
        public static final Size FULL = new Size(100_000, 40, 1_000);
        public static final Size QUICK = new Size(50_000, 15, 250);
        public static final Size TINY = new Size(1_000, 2, 10);
    }

    private static final int HOT_KEYS = 1_000;
    private static final Load ONE = new Load(1, 1, 64);

    private final Size size;
    private final Consumer<String> progress;

    public EdgeRuns(Size size, Consumer<String> progress) {
        this.size = size;
        this.progress = progress;
    }

    /**
     * Bursts by load, and updates that are sent alone: between the bursts, so that no moment of the machine's counts
     * for all of them.
     */
    public record Result(Map<Load, Slices> bursts, Slices singles) {}

    public Result measure() throws TimeoutException {
        Map<Load, Slices> bursts = new LinkedHashMap<>();
        Slices singles = Slices.none();
        try (EdgeTrial trial = new EdgeTrial()) {
            for (int bytes : new int[] {64, 1_024}) {
                int updates = bytes == 64 ? size.updates() : Math.max(1_000, size.updates() / 5);
                for (int keys : new int[] {updates, Math.min(HOT_KEYS, updates / 2)}) {
                    Load load = new Load(updates, keys, bytes);
                    progress.accept("edge: " + load);
                    bursts.put(load, trial.bursts(load, size.turns()));
                    progress.accept("edge: one at a time");
                    singles.add(trial.singles(ONE, size.singles()));
                }
            }
            return new Result(bursts, singles);
        }
    }
}
