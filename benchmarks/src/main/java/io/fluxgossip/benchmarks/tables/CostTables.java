package io.fluxgossip.benchmarks.tables;

import io.fluxgossip.benchmarks.simulator.Cost;
import io.fluxgossip.benchmarks.simulator.Scenario;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Costs as Markdown: a table for each size of cluster and each loss, in the order in which they come. */
public final class CostTables {

    private static final String HEAD = """
            | strategy | messages | payloads | bytes | of them digests | median arrival | worst arrival | repaired | idle |
            |---|---:|---:|---:|---:|---:|---:|---:|---:|
            """;

    private CostTables() {}

    public static String of(List<Cost> costs) {
        StringBuilder page = new StringBuilder();
        Scenario before = null;
        for (Cost cost : costs) {
            Scenario scenario = cost.scenario();
            if (before == null || before.nodes() != scenario.nodes() || before.loss() != scenario.loss()) {
                page.append(before == null ? "" : "\n").append(title(scenario)).append(HEAD);
            }
            page.append(row(cost));
            before = scenario;
        }
        return page.toString();
    }

    private static String title(Scenario scenario) {
        Scenario.Course course = scenario.course();
        return "## " + rounded(scenario.nodes()) + " nodes, "
                + (scenario.loss() == 0 ? "nothing is lost" : rounded(scenario.loss() * 100) + " % is lost")
                + "\n\n" + course.updates() + " updates; before them one to warm up, or " + course.warmUp()
                + " where there may be a tree.\n\n";
    }

    private static String row(Cost cost) {
        String atLeast = cost.endless() ? "> " : "";
        return Stream.of(
                        "`" + cost.scenario().strategy() + "`",
                        atLeast + count(cost.messages()),
                        atLeast + count(cost.payloads()),
                        atLeast + bytes(cost.bytes()),
                        bytes(cost.digestBytes()),
                        millis(cost.median()),
                        millis(cost.worst()) + (cost.worstRepaired() ? ", repaired" : ""),
                        cost.repaired() == 0 ? "none" : places(1, cost.repaired() * 100) + " %",
                        places(2, cost.idle()))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String millis(long millis) {
        return String.format(Locale.ROOT, "%,d ms", millis);
    }

    private static String count(double count) {
        return count < 99.95 ? places(1, count) : rounded(count);
    }

    /** Without a fraction, since they are not many. */
    private static String bytes(double bytes) {
        return bytes < 999.5 ? rounded(bytes) + " B" : NumberText.bytes(bytes);
    }

    private static String places(int places, double number) {
        return String.format(Locale.ROOT, "%." + places + "f", number);
    }

    private static String rounded(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }
}
