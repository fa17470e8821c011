package io.fluxgossip.examples.cli;

import io.fluxgossip.simulation.Convergence;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What {@code simulate --sweep} prints. */
final class ConvergenceCsv {

    private static final String FIGURES = "complete,time_mean,time_p50,time_p90,time_p99,time_max,rounds_mean,"
            + "mean_reception,residue,messages,bytes,payloads,duplicates,rmr,hops_mean,hops_max";

    private ConvergenceCsv() {}

    static String head(List<SweepOption> sweeps) {
        return Stream.concat(sweeps.stream().map(SweepOption::name), Stream.of(FIGURES))
                .collect(Collectors.joining(","));
    }

    /** @param values options, each followed by its value */
    static String row(List<String> values, Convergence convergence) {
        Stream<String> swept = IntStream.range(0, values.size() / 2).mapToObj(i -> values.get(2 * i + 1));
        DoubleStream figures = DoubleStream.of(
                convergence.complete(),
                convergence.time().mean(),
                convergence.time().p50(),
                convergence.time().p90(),
                convergence.time().p99(),
                convergence.time().max(),
                convergence.rounds().mean(),
                convergence.meanReception().mean(),
                convergence.residue(),
                total(convergence.messages()),
                total(convergence.bytes()),
                convergence.payloads(),
                convergence.duplicates(),
                convergence.redundancy(),
                convergence.hops().mean(),
                convergence.hops().max());
        return Stream.concat(swept, figures.mapToObj(figure -> String.format(Locale.ROOT, "%.6f", figure)))
                .collect(Collectors.joining(","));
    }

    private static double total(Map<?, Double> counts) {
        return counts.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
