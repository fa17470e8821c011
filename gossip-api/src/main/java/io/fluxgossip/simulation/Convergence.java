package io.fluxgossip.simulation;

import io.fluxgossip.simulation.LogisticModel.Point;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** The result of the runs of an {@link Experiment}. Times are in milliseconds. */
public final class Convergence {

    private static final double MICROS = 1_000;
    private static final int LEAST_POINTS = 20;
    private static final int MOST_POINTS = 200;

    private final double intervalMillis;
    private final int updates;
    private final int others;
    private final List<TrialFigures> runs;

    /**
     * A result of these runs.
     *
     * @param updates how many were written in each run
     * @param others nodes beside the one that writes, at which an update is to arrive
     */
    Convergence(Duration interval, int updates, int others, List<TrialFigures> runs) {
        this.intervalMillis = interval.toMillis();
        this.updates = updates;
        this.others = others;
        this.runs = runs;
    }

    /**
     * A figure over all runs.
     *
     * @param p50 half of the runs have no more; of so few runs that there is none the next higher
     */
    public record Spread(double mean, double p50, double p90, double p99, double max) {

        static Spread of(double[] values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            return new Spread(
                    DoubleStream.of(values).average().orElse(0),
                    percentile(sorted, 50),
                    percentile(sorted, 90),
                    percentile(sorted, 99),
                    percentile(sorted, 100));
        }

        private static double percentile(double[] sorted, int percent) {
            int place = (int) Math.ceil(sorted.length * percent / 100.0) - 1;
            return sorted.length == 0 ? 0 : sorted[Math.max(0, place)];
        }
    }

    public int runs() {
        return runs.size();
    }

    /** Events of the simulator, in all runs together. */
    public long events() {
        return runs.stream().mapToLong(TrialFigures::events).sum();
    }

    /** Share of runs in which every node that answers got everything. */
    public double complete() {
        return runs.stream().filter(TrialFigures::isComplete).count() / (double) runs.size();
    }

    /** When the last one got it that did. */
    public Spread time() {
        return spread(Convergence::last);
    }

    /** The same in rounds. */
    public Spread rounds() {
        return spread(run -> last(run) / intervalMillis);
    }

    /** When those who had nothing at the start got it, on average. */
    public Spread meanReception() {
        return spread(run -> Arrays.stream(run.receptionMicros()).average().orElse(0) / MICROS);
    }

    /** How long an update took to a node that had it not at the start: over all updates, nodes and runs. */
    public Spread receptions() {
        return Spread.of(runs.stream()
                .flatMapToLong(run -> Arrays.stream(run.receptionMicros()))
                .mapToDouble(micros -> micros / MICROS)
                .toArray());
    }

    /** Messages of all kinds, for each update. */
    public double messagesPerUpdate() {
        double all =
                messages().values().stream().mapToDouble(Double::doubleValue).sum();
        return all / updates;
    }

    /** Share that nobody ever told. */
    public double residue() {
        return mean(run -> 1 - (run.informed() + run.receptionMicros().length) / (double) run.expected());
    }

    /** Messages of each kind that were sent, by run; kinds of which there are none are left out. */
    public Map<MessageKind, Double> messages() {
        return byKind(TrialFigures::messages);
    }

    /** Bytes of each kind, by run. */
    public Map<MessageKind, Double> bytes() {
        return byKind(TrialFigures::bytes);
    }

    /** Copies of entries that were sent, by run. */
    public double payloads() {
        return mean(TrialFigures::payloads);
    }

    /** Copies of entries that were received and known already, by run. */
    public double duplicates() {
        return mean(TrialFigures::duplicates);
    }

    /**
     * Relative message redundancy (Plumtree): copies received for each node that had to get one, less the one it had to
     * get.
     */
    public double redundancy() {
        return others == 0 ? 0 : mean(run -> run.entriesReceived() / (double) updates / others - 1);
    }

    /** Over how many nodes the copy came that came the farthest. */
    public Spread hops() {
        return spread(TrialFigures::hops);
    }

    /**
     * The share that holds it, mean over the runs, round by round; in finer steps if it takes a few rounds, in coarser
     * ones if many.
     */
    public List<Point> curve() {
        double last = time().max();
        double step = intervalMillis;
        while (last / step < LEAST_POINTS && step > 1) {
            step = Math.max(1, step / 2);
        }
        while (last / step > MOST_POINTS) {
            step *= 2;
        }
        List<Point> curve = new ArrayList<>();
        for (int place = 0; place == 0 || (place - 1) * step < last; place++) {
            double millis = place * step;
            curve.add(new Point(millis, mean(run -> coverage(run, millis))));
        }
        return curve;
    }

    private static double coverage(TrialFigures run, double millis) {
        long upTo = Math.round(millis * MICROS);
        int place = Arrays.binarySearch(run.receptionMicros(), upTo);
        while (place >= 0 && place < run.receptionMicros().length && run.receptionMicros()[place] <= upTo) {
            place++;
        }
        int received = place < 0 ? -place - 1 : place;
        return (run.informed() + received) / (double) run.expected();
    }

    private static double last(TrialFigures run) {
        int count = run.receptionMicros().length;
        return count == 0 ? 0 : run.receptionMicros()[count - 1] / MICROS;
    }

    @SuppressWarnings("EnumOrdinal") // of the arrays of a run
    private Map<MessageKind, Double> byKind(Function<TrialFigures, long[]> counts) {
        Map<MessageKind, Double> means = new EnumMap<>(MessageKind.class);
        for (MessageKind kind : MessageKind.values()) {
            double mean = mean(run -> counts.apply(run)[kind.ordinal()]);
            if (mean > 0) {
                means.put(kind, mean);
            }
        }
        return means;
    }

    private Spread spread(ToDoubleFunction<TrialFigures> figure) {
        return Spread.of(runs.stream().mapToDouble(figure).toArray());
    }

    private double mean(ToDoubleFunction<TrialFigures> figure) {
        return runs.stream().mapToDouble(figure).average().orElse(0);
    }
}
