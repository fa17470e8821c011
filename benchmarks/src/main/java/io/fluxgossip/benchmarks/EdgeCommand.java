package io.fluxgossip.benchmarks;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Two nodes beside the floor. */
@Command(
        name = "edge",
        description =
                "Updates that two nodes replicate over loopback, in turn with RSocket fire-and-forget frames and with frames on"
                        + " plain TCP that carry the same bytes.",
        mixinStandardHelpOptions = true)
final class EdgeCommand extends TablesCommand {

    @Option(names = "--quick", description = "Fewer turns, in half a minute.")
    private boolean quick;

    @Override
    String tables(PrintWriter err) throws Exception {
        EdgeRuns.Size size = quick ? EdgeRuns.Size.QUICK : EdgeRuns.Size.FULL;
        return EdgeTables.of(new EdgeRuns(size, new Progress(err)).measure());
    }
}
