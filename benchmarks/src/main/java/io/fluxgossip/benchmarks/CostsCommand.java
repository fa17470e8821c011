package io.fluxgossip.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private Output output = new Output();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Output.Tables out = output.open();
        List<Scenario> scenarios = quick ? Scenario.few() : Scenario.all();
        String tables =
                CostTables.of(new StrategyCosts(scenarios, spec.commandLine().getErr()).measure());
        out.write(tables);
        return 0;
    }
}
