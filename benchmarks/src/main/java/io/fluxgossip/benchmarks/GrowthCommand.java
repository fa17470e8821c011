package io.fluxgossip.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How convergence grows with the cluster, and how fast the simulator is. */
@Command(
        name = "convergence",
        description =
                "Rounds until the last node has an update, from 10 nodes on, in the simulator. On stderr: events a second, and"
                        + " bytes of an idle node. A picture comes beside the page. The full size takes some minutes and -Xmx8g.",
        mixinStandardHelpOptions = true)
final class GrowthCommand implements Callable<Integer> {

    private static final int LARGEST = 100_000;
    private static final int QUICKLY = 1_000;

    @Option(names = "--quick", description = "Up to a thousand nodes only.")
    private boolean quick;

    @Mixin
    private Output output = new Output();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Output.Tables out = output.open();
        PrintWriter err = spec.commandLine().getErr();
        Growth growth = new Growth(quick ? QUICKLY : LARGEST, err);
        growth.sayBytesOfAnIdleNode();
        List<Growth.Row> rows = growth.measure();
        out.write(GrowthTable.of(rows));
        if (output.page().isPresent()) {
            Files.writeString(picture(output.page().get()), GrowthTable.picture(rows));
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
