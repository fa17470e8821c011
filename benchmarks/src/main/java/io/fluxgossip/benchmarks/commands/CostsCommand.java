package io.fluxgossip.benchmarks.commands;

import io.fluxgossip.benchmarks.simulator.Cost;
import io.fluxgossip.benchmarks.simulator.Scenario;
import io.fluxgossip.benchmarks.simulator.StrategyCosts;
import io.fluxgossip.benchmarks.tables.CostTables;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The cost of one update in each way to spread it. */
@Command(
        name = "costs",
        description = "Messages, bytes and time that one update takes, for each way to spread it, in the simulator.",
        mixinStandardHelpOptions = true)
final class CostsCommand extends TablesCommand<List<Cost>> {

    @Option(names = "--quick", description = "Ten nodes and a few updates only, in some seconds.")
    private boolean quick;

    @Override
    List<Cost> measure(CommandSpec command) {
        List<Scenario> scenarios = quick ? Scenario.few() : Scenario.all();
        return new StrategyCosts(scenarios, command.commandLine().getErr()).measure();
    }

    @Override
    String tables(List<Cost> costs) {
        return CostTables.of(costs);
    }
}
