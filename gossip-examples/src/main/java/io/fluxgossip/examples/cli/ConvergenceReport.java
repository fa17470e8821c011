package io.fluxgossip.examples.cli;

import io.fluxgossip.simulation.Convergence;
import io.fluxgossip.simulation.Convergence.Spread;
import io.fluxgossip.simulation.LogisticModel;
import io.fluxgossip.simulation.LogisticModel.Point;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What {@code simulate} prints for people: the curve beside that of the model, and the figures. */
final class ConvergenceReport {

    private static final int HEIGHT = 16;
    private static final int WIDTH = 64;

    private ConvergenceReport() {}

    static String of(String title, Convergence convergence, LogisticModel model) {
        return title + "\n\n" + picture(convergence.curve(), model.curve()) + "\n" + figures(convergence);
    }

    /** Time to the right, coverage upwards: what was measured, what the formula says, and where both meet. */
    private static String picture(List<Point> measured, List<Point> model) {
        double last = Math.max(end(measured), end(model));
        StringBuilder out = new StringBuilder();
        for (int row = HEIGHT; row >= 0; row--) {
            StringBuilder line = new StringBuilder(row % 4 == 0 ? format("%4d %% |", 100 * row / HEIGHT) : "       |");
            for (int column = 0; column <= WIDTH; column++) {
                double millis = last * column / WIDTH;
                boolean isMeasured = rowOf(measured, millis) == row;
                boolean isModel = rowOf(model, millis) == row;
                line.append(isMeasured && isModel ? '#' : isMeasured ? '*' : isModel ? '.' : ' ');
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        String end = format("%,.0f ms", last);
        return out.append("       +")
                .append("-".repeat(WIDTH))
                .append('\n')
                .append("        0")
                .append(" ".repeat(Math.max(1, WIDTH - 1 - end.length())))
                .append(end)
                .append("\n        * measured   . model   # both\n")
                .toString();
    }

    private static double end(List<Point> curve) {
        return curve.get(curve.size() - 1).millis();
    }

    /** Between two points it is as before the second. */
    private static int rowOf(List<Point> curve, double millis) {
        double coverage = 0;
        for (Point point : curve) {
            if (point.millis() > millis) {
                break;
            }
            coverage = point.coverage();
        }
        return (int) Math.round(coverage * HEIGHT);
    }

    private static String figures(Convergence convergence) {
        return format("%-28s %12s %12s %12s %12s %12s%n", "", "mean", "p50", "p90", "p99", "max")
                + row("last node, ms", convergence.time())
                + row("last node, rounds", convergence.rounds())
                + row("all nodes on average, ms", convergence.meanReception())
                + row("any node, ms", convergence.receptions())
                + row("hops of the farthest", convergence.hops())
                + format("%nruns in which all got it    %12.1f %%%n", 100 * convergence.complete())
                + format("nodes never reached         %12.3f %%%n", 100 * convergence.residue())
                + format("entries sent, a run         %,12.1f%n", convergence.payloads())
                + format("entries known already       %,12.1f%n", convergence.duplicates())
                + format("redundancy                  %12.2f%n%n", convergence.redundancy())
                + format("messages, an update         %,12.2f%n%n", convergence.messagesPerUpdate())
                + format("%-20s %16s %16s%n", "messages, a run", "count", "bytes")
                + convergence.messages().entrySet().stream()
                        .map(kind -> format(
                                "%-20s %,16.1f %,16.0f%n",
                                kind.getKey(),
                                kind.getValue(),
                                convergence.bytes().getOrDefault(kind.getKey(), 0.0)))
                        .collect(Collectors.joining());
    }

    private static String row(String what, Spread spread) {
        return format(
                "%-28s %,12.2f %,12.2f %,12.2f %,12.2f %,12.2f%n",
                what, spread.mean(), spread.p50(), spread.p90(), spread.p99(), spread.max());
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
