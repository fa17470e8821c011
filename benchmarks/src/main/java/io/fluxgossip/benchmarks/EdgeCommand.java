package io.fluxgossip.benchmarks;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

    @Option(
            names = "--out",
            paramLabel = "<page>",
            description = "The page to write the tables to, between its markers if it is there already;"
                    + " stdout if not given.")
    private @Nullable Path out;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Page page = out == null ? null : Page.given(out, spec);
        EdgeRuns.Size size = quick ? EdgeRuns.Size.QUICK : EdgeRuns.Size.FULL;
        Progress progress = new Progress(spec.commandLine().getErr());
        String tables = EdgeTables.of(new EdgeRuns(size, progress).measure());
        if (page == null) {
            spec.commandLine().getOut().print(tables);
            spec.commandLine().getOut().flush();
        } else {
            page.write(tables);
        }
        return 0;
    }
}
