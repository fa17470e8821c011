package io.fluxgossip.benchmarks.jmh;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** All benchmarks for JMH, with its profiler of allocations, by its runner. */
public final class JmhRuns {

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /**
     * How much is measured.
     *
     * @param forks JVMs for each benchmark; 0 is this one
     * @param seconds of an iteration
     */
    public record Size(int forks, int warmUps, int iterations, double seconds, int keys) {
        public static final Size FULL = new Size(1, 5, 5, 1, 100_000);
        public static final Size QUICK = new Size(1, 3, 3, 0.3, 100_000);
        public static final Size TINY = new Size(0, 0, 1, 0.01, 1_000);
    }

    public static final List<Class<?>> ALL = List.of(
            CoreBenchmark.class,
            StoreBenchmark.class,
            ChangesBenchmark.class,
            CodecBenchmark.class,
            SimulatorBenchmark.class,
            FlatBenchmark.class);

    private final Size size;
    private final List<Class<?>> benchmarks;
    private final Consumer<String> progress;

    public JmhRuns(Size size, List<Class<?>> benchmarks, Consumer<String> progress) {
        this.size = size;
        this.benchmarks = benchmarks;
        this.progress = progress;
    }

    /**
     * A benchmark with its parameters.
     *
     * @param error half of the interval that has the mean with 99.9 %; NaN of one iteration
     * @param allocated bytes per operation; NaN if that is not known
     */
    public record Row(String name, double score, double error, String unit, double allocated) {}

    /** Rows in the order of the benchmarks, and the heap that an entry takes. */
    public record Results(List<Row> rows, double heapWritten, double heapHeard) {

        /** The row of this name. */
        public Row row(String name) {
            return rows.stream()
                    .filter(row -> row.name().equals(name))
                    .findFirst()
                    .orElse(new Row(name, Double.NaN, Double.NaN, "", Double.NaN));
        }
    }

    public Results measure() throws RunnerException {
        progress.accept("jmh: heap per entry");
        double written = HeapPerEntry.written(size.keys());
        double heard = HeapPerEntry.heard(size.keys());
        List<Row> rows = new ArrayList<>();
        for (Class<?> benchmark : benchmarks) {
            progress.accept("jmh: " + benchmark.getSimpleName());
            for (RunResult result : run(benchmark)) {
                rows.addAll(rows(result));
            }
        }
        return new Results(rows, written, heard);
    }

    private Collection<RunResult> run(Class<?> benchmark) throws RunnerException {
        long millis = (long) (size.seconds() * 1_000);
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(benchmark.getName().replace(".", "\\.") + "\\.")
                .forks(size.forks())
                .warmupIterations(size.warmUps())
                .warmupTime(TimeValue.milliseconds(millis))
                .measurementIterations(size.iterations())
                .measurementTime(TimeValue.milliseconds(millis))
                .jvmArgs("-Xmx3g", "-Dslf4j.internal.verbosity=ERROR")
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        return new Runner(options.build()).run();
    }

    private static List<Row> rows(RunResult run) {
        BenchmarkParams benchmark = run.getParams();
        Result<?> primary = run.getPrimaryResult();
        String name = name(benchmark);
        Map<String, Result<?>> others = others(run);
        Result<?> allocated = others.get(ALLOCATED);
        double bytes = allocated == null ? Double.NaN : allocated.getScore();
        List<Row> rows = new ArrayList<>();
        Result<?> events = others.get("events");
        if (events != null) {
            Result<?> each = events;
            rows.add(new Row(name, each.getScore(), each.getScoreError(), "events/s", Double.NaN));
            return rows;
        }
        others.values().stream()
                .filter(other -> !other.getLabel().startsWith("gc."))
                .forEach(other -> rows.add(new Row(
                        name + "." + other.getLabel(),
                        other.getScore(),
                        other.getScoreError(),
                        other.getScoreUnit(),
                        Double.NaN)));
        if (rows.isEmpty()) {
            rows.add(new Row(name, primary.getScore(), primary.getScoreError(), primary.getScoreUnit(), bytes));
        }
        return rows;
    }

    @SuppressWarnings("rawtypes") // JMH's signature has no type arguments
    private static Map<String, Result<?>> others(RunResult run) {
        Map<String, Result<?>> others = new TreeMap<>();
        for (Map.Entry<String, Result> other : run.getSecondaryResults().entrySet()) {
            others.put(other.getKey(), other.getValue());
        }
        return others;
    }

    /** Class, method and parameters: {@code Core.heard 100}. */
    private static String name(BenchmarkParams benchmark) {
        String full = benchmark.getBenchmark();
        String name = full.substring(full.lastIndexOf('.', full.lastIndexOf('.') - 1) + 1)
                .replace("Benchmark.", ".");
        StringBuilder text = new StringBuilder(name);
        benchmark.getParamsKeys().stream()
                .map(benchmark::getParam)
                .forEach(value -> text.append(' ').append(value));
        return text.toString();
    }
}
