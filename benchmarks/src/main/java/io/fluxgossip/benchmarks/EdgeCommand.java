package io.fluxgossip.benchmarks;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Two nodes beside the floor. */
@Command(
        name = "edge",
        description =
                "Updates that two nodes replicate over loopback, in turn with RSocket fire-and-forget frames and with frames on"
                        + " plain TCP that carry the same bytes.",
        mixinStandardHelpOptions = true)
final class EdgeCommand implements Callable<Integer> {

    @Option(names = "--quick", description = "Fewer turns, in half a minute.")
    private boolean quick;

    @Mixin
    private Output output = new Output();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Output.Tables out = output.open();
        EdgeRuns.Size size = quick ? EdgeRuns.Size.QUICK : EdgeRuns.Size.FULL;
        Progress progress = new Progress(spec.commandLine().getErr());
        String tables = EdgeTables.of(new EdgeRuns(size, progress).measure());
        out.write(tables);
        return 0;
    }
}
