package io.fluxgossip.examples.cli;

import io.fluxgossip.rsocket.WireSize;
import io.fluxgossip.simulation.Convergence;
import io.fluxgossip.simulation.Experiment;
import io.fluxgossip.simulation.LogisticModel;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the protocol itself in virtual time, many times, and says how long updates take and what they cost. */
@Command(
        name = "simulate",
        description =
                "How an update spreads through a cluster: the protocol itself, in virtual time, beside the formula that is"
                        + " used for such epidemics.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = Main.Version.class)
final class SimulateCommand implements Callable<Integer> {

    private static final long QUIET_NANOS = 5_000_000_000L;

    @Mixin
    private ExperimentOptions options = new ExperimentOptions();

    @Option(
            names = "--sweep",
            paramLabel = "name=a,b,c",
            converter = SweepOption.Converter.class,
            description =
                    "An option of those above with several values; may be given several times. Writes CSV, a line for each"
                            + " combination.")
    private List<SweepOption> sweeps = new ArrayList<>();

    @Option(
            names = "--workers",
            paramLabel = "W",
            description = "Threads; as many as there are processors if none. The output does not depend on it.")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "JSON, one object on one line, instead of a report.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Experiment experiment = BadArgumentException.check(options::experiment);
        LogisticModel model = BadArgumentException.check(this::model);
        if (workers < 1) {
            throw new BadArgumentException("workers must be 1 or more, was " + workers);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (!sweeps.isEmpty()) {
            sweep(out);
        } else {
            Convergence convergence = run(experiment, "");
            out.println(
                    json
                            ? ConvergenceJson.of(options.json(), convergence, model)
                            : ConvergenceReport.of(options.toString(), convergence, model));
        }
        out.flush();
        return 0;
    }

    LogisticModel model() {
        return options.model();
    }

    private Convergence run(Experiment experiment, String which) {
        return experiment.run(options.runs(), options.seed(), workers, WireSize::bytesOf, progress(which));
    }

    /** All combinations are looked at before the first one runs. */
    private void sweep(PrintWriter out) {
        if (json) {
            throw new BadArgumentException("--sweep writes CSV, and --json asks for JSON");
        }
        List<SimulateCommand> points = SweepOption.grid(sweeps).stream()
                .map(values -> BadArgumentException.check(() -> with(values)))
                .toList();
        out.println(ConvergenceCsv.head(sweeps));
        for (int i = 0; i < points.size(); i++) {
            SimulateCommand point = points.get(i);
            Convergence convergence = point.run(point.options.experiment(), (i + 1) + " of " + points.size() + ", ");
            out.println(ConvergenceCsv.row(SweepOption.grid(sweeps).get(i), convergence));
            out.flush();
        }
    }

    /** This command with other values for some options. */
    private SimulateCommand with(List<String> values) {
        SimulateCommand other = new SimulateCommand();
        CommandLine line = new CommandLine(other).setOverwrittenOptionsAllowed(true);
        List<String> given = spec.commandLine().getParseResult().originalArgs();
        List<String> arguments = new ArrayList<>(given.subList(given.indexOf(spec.name()) + 1, given.size()));
        arguments.addAll(values);
        try {
            line.parseArgs(arguments.toArray(String[]::new));
        } catch (CommandLine.ParameterException wrong) {
            throw new IllegalArgumentException("--sweep: " + wrong.getMessage(), wrong);
        }
        other.spec = spec;
        other.options.experiment();
        other.model();
        return other;
    }

    /** A line now and then, if it takes long. */
    private IntConsumer progress(String which) {
        long[] last = {System.nanoTime()};
        return done -> {
            if (System.nanoTime() - last[0] > QUIET_NANOS && done < options.runs()) {
                last[0] = System.nanoTime();
                PrintWriter err = spec.commandLine().getErr();
                err.println("simulate: " + which + done + " of " + options.runs() + " runs");
                err.flush();
            }
        };
    }
}
