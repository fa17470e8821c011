package io.fluxgossip.benchmarks.tables;

import io.fluxgossip.benchmarks.clusters.ClusterRuns.Result;
import io.fluxgossip.benchmarks.clusters.Figure;
import io.fluxgossip.benchmarks.edge.EdgeRuns;
import io.fluxgossip.benchmarks.edge.EdgeTrial.Contender;
import io.fluxgossip.benchmarks.edge.Load;
import io.fluxgossip.benchmarks.jmh.JmhRuns;
import java.util.List;
import java.util.function.Predicate;

/** What this project wants to reach, and how far it is, as Markdown. */
final class Lines {

    private static final String HEAD = """
            | | wanted | is | holds |
            |---|---:|---:|---|
            """;

    /** Peers that spread updates epidemically. */
    private static final List<String> EPIDEMIC = List.of("scalecube", "scalecube tuned", "pekko", "pekko tuned");

    private final EdgeRuns.Result edge;
    private final JmhRuns.Results jmh;
    private final List<Result> clusters;
    private final StringBuilder text = new StringBuilder(HEAD);

    private Lines(EdgeRuns.Result edge, JmhRuns.Results jmh, List<Result> clusters) {
        this.edge = edge;
        this.jmh = jmh;
        this.clusters = clusters;
    }

    static String of(EdgeRuns.Result edge, JmhRuns.Results jmh, List<Result> clusters) {
        Lines lines = new Lines(edge, jmh, clusters);
        lines.edge();
        clusters.stream().map(Result::nodes).distinct().forEach(lines::cluster);
        lines.operations();
        return lines.text.toString();
    }

    private void atLeast(String what, double wanted, double is, String unit) {
        line(what, atLeast(wanted, unit), NumberText.number(is) + unit, is >= wanted);
    }

    private void atMost(String what, double wanted, double is, String unit) {
        line(what, atMost(wanted, unit), NumberText.number(is) + unit, is <= wanted);
    }

    private static String atMost(double wanted, String unit) {
        return "at most " + NumberText.number(wanted) + unit;
    }

    private static String atLeast(double wanted, String unit) {
        return "at least " + NumberText.number(wanted) + unit;
    }

    /** Where no peer gave a figure, a line is neither held nor missed. */
    private void beside(double peer, String what, String wanted, Runnable compared) {
        if (Double.isNaN(peer)) {
            line(what, wanted, "no such peer was there in time", "-");
        } else {
            compared.run();
        }
    }

    private void line(String what, String wanted, String is, boolean holds) {
        line(what, wanted, is, holds ? "yes" : "**no**");
    }

    private void line(String what, String wanted, String is, String holds) {
        text.append("| ")
                .append(what)
                .append(" | ")
                .append(wanted)
                .append(" | ")
                .append(is)
                .append(" | ");
        text.append(holds).append(" |\n");
    }

    private void edge() {
        edge.bursts().forEach((load, slices) -> {
            if (load.valueBytes() == 64) {
                atLeast(times(load, "RSocket frames"), 2, slices.speedUpOver(Contender.RSOCKET), " times");
            } else {
                atLeast(times(load, "plain TCP"), 0.5, slices.speedUpOver(Contender.TCP), " times");
            }
        });
        double ours = edge.singles().median(Contender.NODES);
        double hop = edge.singles().median(Contender.RSOCKET);
        atMost("one update, beside one RSocket hop", 1.5, ours / hop, " times");
    }

    private static String times(Load load, String floor) {
        return EdgeTables.name(load) + ": updates/s beside " + floor;
    }

    private void cluster(int nodes) {
        String in = nodes + " nodes: ";
        Predicate<Result> size = result -> result.nodes() == nodes;
        Predicate<Result> ours = size.and(ClusterTables::isOurs);
        Predicate<Result> peers = size.and(result -> !ClusterTables.isOurs(result));
        Predicate<Result> epidemic =
                size.and(result -> EPIDEMIC.contains(result.peer().name()));
        Predicate<Result> mesh = peers.and(epidemic.negate());
        Predicate<Result> direct = size.and(result -> result.peer().name().equals("flux direct"));
        Predicate<Result> tree = size.and(result -> result.peer().name().equals("flux tree"));
        double soonest = least(epidemic, Figure.SEEN_P50);
        String sooner = in + "sooner on all by tree than the best epidemic peer";
        beside(
                soonest,
                sooner,
                atLeast(20, " times"),
                () -> atLeast(sooner, 20, soonest / least(tree, Figure.SEEN_P50), " times"));
        String later = in + "later on all in direct than the best full-mesh peer";
        double soonestOfMesh = least(mesh, Figure.SEEN_P50);
        beside(
                soonestOfMesh,
                later,
                atMost(1.5, " times"),
                () -> atMost(later, 1.5, least(direct, Figure.SEEN_P50) / soonestOfMesh, " times"));
        twiceAsFast(in + "updates/s of one writer beside the best peer", ours, peers, Figure.ONE_RATE);
        twiceAsFast(in + "updates/s of all beside the best peer", ours, peers, Figure.ALL_RATE);
        notMore(in + "bytes of a single update and replica", ours, peers, Figure.SINGLE_BYTES);
        notMore(in + "packets of a single update and replica", ours, peers, Figure.SINGLE_PACKETS);
        notMore(in + "bytes of an update and replica in a burst", ours, peers, Figure.ONE_BYTES);
        notMore(in + "idle bytes of a node in a second", ours, peers, Figure.IDLE_BYTES);
        boolean equal = clusters.stream()
                .filter(ours)
                .allMatch(result -> result.get(Figure.ONE_RATE) > 0 && result.get(Figure.ALL_RATE) > 0);
        line(in + "equal replicas in the end", "always", equal ? "always" : "not in time", equal);
    }

    private void twiceAsFast(String what, Predicate<Result> ours, Predicate<Result> peers, Figure rate) {
        double theirs = most(peers, rate);
        if (theirs > 0) {
            atLeast(what, 2, most(ours, rate) / theirs, " times");
        } else {
            line(what, atLeast(2, " times"), "no peer was equal in time", most(ours, rate) > 0);
        }
    }

    /** Than the best peer. */
    private void notMore(String what, Predicate<Result> ours, Predicate<Result> peers, Figure figure) {
        String unit = figure.name().endsWith("BYTES") ? " B" : "";
        double best = least(peers, figure);
        String line = what + ", as the best peer";
        beside(best, line, "no more than it", () -> atMost(line, best, least(ours, figure), unit));
    }

    private double least(Predicate<Result> of, Figure figure) {
        return clusters.stream()
                .filter(of)
                .filter(result -> figure != Figure.ONE_BYTES || result.get(Figure.ONE_RATE) > 0)
                .mapToDouble(result -> result.get(figure))
                .filter(value -> !Double.isNaN(value))
                .min()
                .orElse(Double.NaN);
    }

    private double most(Predicate<Result> of, Figure figure) {
        return clusters.stream()
                .filter(of)
                .mapToDouble(result -> result.get(figure))
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(Double.NaN);
    }

    private void operations() {
        double applied = jmh.row("Core.heard 100").allocated() / 100;
        atMost("allocated for an update applied from a batch of 100", 200, applied, " B");
        double read = jmh.row("Codec.read 100").allocated() / 100;
        atMost("the same, read off the wire", 200, applied + read, " B");
        double idle = wholeBytes("Flat.idleExchange 1000x3") - wholeBytes("Flat.idleFrames");
        atMost(
                "allocated by an idle exchange, at both ends, beyond its messages and effects",
                0,
                Math.max(0, idle),
                " B");
        atMost("heap of an entry that was written", 250, jmh.heapWritten(), " B");
        atMost("heap of an entry that was read off the wire", 250, jmh.heapHeard(), " B");
        flat("put");
        flat("push");
        flat("idleExchange");
    }

    /** The profiler spreads what the harness itself allocates over the operations: fractions of a byte. */
    private double wholeBytes(String benchmark) {
        return Math.rint(jmh.row(benchmark).allocated());
    }

    /** By what it allocates, which no other process can disturb. */
    private void flat(String what) {
        double little = jmh.row("Flat." + what + " 1000x3").allocated();
        double much = jmh.row("Flat." + what + " 1000000x1000").allocated();
        atMost(
                "allocated by `" + what + "` at 1,000,000 keys of 1,000 origins beside 1,000 of 3",
                1.25,
                much / little,
                " times");
    }
}
