package io.fluxgossip.benchmarks.commands;

import io.fluxgossip.benchmarks.edge.EdgeRuns;
import io.fluxgossip.benchmarks.tables.EdgeTables;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Two nodes beside the floor. */
@Command(
        name = "edge",
        description =
                "Updates that two nodes replicate over loopback, in turn with RSocket fire-and-forget frames and with frames on"
                        + " plain TCP that carry the same bytes.",
        mixinStandardHelpOptions = true)
final class EdgeCommand extends TablesCommand<EdgeRuns.Result> {

    @Option(names = "--quick", description = "Fewer turns, in half a minute.")
    private boolean quick;

    @Override
    EdgeRuns.Result measure(CommandSpec command) throws TimeoutException {
        EdgeRuns.Size size = quick ? EdgeRuns.Size.QUICK : EdgeRuns.Size.FULL;
        return new EdgeRuns(size, Progress.of(command)).measure();
    }

    @Override
    String tables(EdgeRuns.Result result) {
        return EdgeTables.of(result);
    }
}
