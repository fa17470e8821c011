package io.fluxgossip.benchmarks.commands;

import io.fluxgossip.benchmarks.simulator.Growth;
import io.fluxgossip.benchmarks.tables.GrowthTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How convergence grows with the cluster, and how fast the simulator is. */
@Command(
        name = "convergence",
        description =
                "Rounds until the last node has an update, from 10 nodes on, in the simulator. On stderr: events a second, and"
                        + " bytes of an idle node. A picture comes beside the page. The full size takes some minutes and -Xmx8g.",
        mixinStandardHelpOptions = true)
final class GrowthCommand extends TablesCommand<List<Growth.Row>> {

    private static final int LARGEST = 100_000;
    private static final int QUICKLY = 1_000;

    @Option(names = "--quick", description = "Up to a thousand nodes only.")
    private boolean quick;

    @Override
    List<Growth.Row> measure(CommandSpec command) {
        Growth growth =
                new Growth(quick ? QUICKLY : LARGEST, command.commandLine().getErr());
        growth.sayBytesOfAnIdleNode();
        return growth.measure();
    }

    @Override
    String tables(List<Growth.Row> rows) {
        return GrowthTable.of(rows);
    }

    @Override
    int finish(List<Growth.Row> rows, CommandSpec command) throws IOException {
        if (page().isPresent()) {
            Files.writeString(picture(page().get()), GrowthTable.picture(rows));
        }
        return 0;
    }

    /** {@code docs/convergence.svg} beside {@code docs/CONVERGENCE.md}. */
    private static Path picture(Path page) {
        String name = page.getFileName().toString();
        String stem = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
        return page.resolveSibling(stem.toLowerCase(Locale.ROOT) + ".svg");
    }
}
