package io.fluxgossip.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What one update costs in each way to spread it. */
@Command(
        name = "costs",
        description = "Messages, bytes and time that one update takes, for each way to spread it, in the simulator.",
        mixinStandardHelpOptions = true)
final class CostsCommand implements Callable<Integer> {

    @Option(names = "--quick", description = "Ten nodes and a few updates only, in some seconds.")
    private boolean quick;

    @Option(
            names = "--out",
            paramLabel = "<page>",
            description = "The page to write the tables to, between their markers if it is there already;"
                    + " stdout if not given.")
    private @Nullable Path out;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Page page = out == null ? null : Page.given(out, spec);
        List<Scenario> scenarios = quick ? Scenario.few() : Scenario.all();
        String tables =
                CostTables.of(new StrategyCosts(scenarios, spec.commandLine().getErr()).measure());
        if (page == null) {
            spec.commandLine().getOut().print(tables);
            spec.commandLine().getOut().flush();
        } else {
            page.write(tables);
        }
        return 0;
    }
}
