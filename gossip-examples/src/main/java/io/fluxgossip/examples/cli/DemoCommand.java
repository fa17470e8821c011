package io.fluxgossip.examples.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import reactor.core.Disposable;

/** A whole cluster in one process, to look at. */
@Command(
        name = "demo",
        description = "Some nodes on loopback sockets, and how long a write takes from one to all others.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class DemoCommand implements Callable<Integer> {

    private static final int MOST_NODES = 50;

    @Option(
            names = "--nodes",
            defaultValue = "5",
            description = "How many nodes, 2 to " + MOST_NODES + "; ${DEFAULT-VALUE} if not given.")
    private int nodes;

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "Where to serve the page, which comes later; ${DEFAULT-VALUE} if not given.")
    private int port;

    @Option(names = "--once", description = "Ends after the measurement; status 1 if a write was not seen everywhere.")
    private boolean once;

    @Override
    public Integer call() throws IOException {
        check("--nodes", nodes, 2, MOST_NODES);
        check("--port", port, 0, 65_535);
        run(System.out);
        return 0;
    }

    private static void check(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new BadArgumentException(option + " must be " + least + " to " + most + ", was " + value);
        }
    }

    private void run(PrintStream out) throws IOException {
        try (Fleet fleet = new Fleet()) {
            Demo demo = new Demo(fleet, out);
            demo.assemble(nodes);
            Disposable feeding = demo.feed();
            demo.measure();
            if (!once) {
                converse(fleet, demo, out);
            }
            feeding.dispose();
            if (once) {
                demo.say("demo: ok, %d nodes, all writes seen everywhere", nodes);
            }
        }
    }

    /** Takes commands for the first node, until it leaves. */
    private static void converse(Fleet fleet, Demo demo, PrintStream out) throws IOException {
        Console console =
                new Console(fleet.first(), List.of(Demo.FLAGS, Demo.TELEMETRY), Demo.INTERVAL, JsonLines.toNowhere());
        console.follow();
        demo.say("commands for node-1, topics flags and telemetry: %s", Verb.usages());
        console.converse(System.in, new JsonLines(out));
    }
}
