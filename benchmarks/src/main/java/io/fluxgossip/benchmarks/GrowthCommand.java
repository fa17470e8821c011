package io.fluxgossip.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How convergence grows with the cluster, and how fast the simulator is. */
@Command(
        name = "convergence",
        description =
                "Rounds until the last node has an update, from 10 nodes on, in the simulator. On stderr: events a second, and"
                        + " bytes of an idle node. The full size takes some minutes and -Xmx8g.",
        mixinStandardHelpOptions = true)
final class GrowthCommand implements Callable<Integer> {

    private static final int LARGEST = 100_000;
    private static final int QUICKLY = 1_000;

    @Option(names = "--quick", description = "Up to a thousand nodes only.")
    private boolean quick;

    @Option(
            names = "--out",
            paramLabel = "<page>",
            description =
                    "The page to write the table to, between its markers if it is there already, with a picture of the same"
                            + " name beside it; stdout if not given.")
    private @Nullable Path out;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Page page = out == null ? null : Page.given(out, spec);
        PrintWriter err = spec.commandLine().getErr();
        Growth growth = new Growth(quick ? QUICKLY : LARGEST, err);
        growth.sayBytesOfAnIdleNode();
        List<Growth.Row> rows = growth.measure();
        if (page == null || out == null) {
            spec.commandLine().getOut().print(GrowthTable.of(rows));
            spec.commandLine().getOut().flush();
        } else {
            page.write(GrowthTable.of(rows));
            Files.writeString(picture(out), GrowthTable.picture(rows));
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
