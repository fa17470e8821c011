package io.fluxgossip.benchmarks.tables;

import io.fluxgossip.benchmarks.edge.EdgeRuns;
import io.fluxgossip.benchmarks.edge.EdgeTrial.Contender;
import io.fluxgossip.benchmarks.edge.EdgeTrial.Slices;
import io.fluxgossip.benchmarks.edge.Load;

/** Two nodes and the floors beneath them, as Markdown. */
public final class EdgeTables {

    private static final String BURSTS = """
            | a burst of | two nodes | RSocket fire-and-forget | plain TCP | nodes / RSocket | nodes / TCP |
            |---|---:|---:|---:|---:|---:|
            """;

    private static final String SINGLES = """
            | | two nodes | RSocket fire-and-forget | plain TCP | nodes / RSocket | nodes / TCP |
            |---|---:|---:|---:|---:|---:|
            """;

    private EdgeTables() {}

    public static String of(EdgeRuns.Result result) {
        StringBuilder text = new StringBuilder(BURSTS);
        result.bursts().forEach((load, slices) -> text.append(burst(load, slices)));
        text.append("\nUpdates per second; medians over the turns that count.\n\n")
                .append(SINGLES);
        return text.append(single(result.singles())).toString();
    }

    private static String burst(Load load, Slices slices) {
        return "| " + name(load) + " | " + rate(load, slices, Contender.NODES) + " | "
                + rate(load, slices, Contender.RSOCKET) + " | " + rate(load, slices, Contender.TCP) + " | **"
                + NumberText.number(slices.speedUpOver(Contender.RSOCKET)) + "** | **"
                + NumberText.number(slices.speedUpOver(Contender.TCP)) + "** |\n";
    }

    static String name(Load load) {
        return NumberText.number(load.updates()) + " x " + size(load) + ", "
                + (load.isDistinct() ? "a key each" : NumberText.number(load.keys()) + " keys");
    }

    /** The size of a value, as text. */
    static String size(Load load) {
        return load.valueBytes() == 64 ? "64 B" : "1 KiB";
    }

    private static String rate(Load load, Slices slices, Contender contender) {
        return NumberText.number(perSecond(load, slices, contender)) + "/s";
    }

    static double perSecond(Load load, Slices slices, Contender contender) {
        return load.updates() / slices.median(contender);
    }

    private static String single(Slices slices) {
        return "| one update of 64 B until it is there, median | " + micros(slices, Contender.NODES) + " | "
                + micros(slices, Contender.RSOCKET) + " | " + micros(slices, Contender.TCP) + " | **"
                + times(slices, Contender.RSOCKET) + "** | **" + times(slices, Contender.TCP) + "** |\n";
    }

    private static String micros(Slices slices, Contender contender) {
        return NumberText.number(slices.median(contender) * 1e6) + " µs";
    }

    private static String times(Slices slices, Contender contender) {
        return NumberText.number(slices.median(Contender.NODES) / slices.median(contender));
    }
}
