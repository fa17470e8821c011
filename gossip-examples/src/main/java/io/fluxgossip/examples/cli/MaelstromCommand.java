package io.fluxgossip.examples.cli;

import io.fluxgossip.examples.maelstrom.Conduct;
import io.fluxgossip.examples.maelstrom.MaelstromNode;
import io.fluxgossip.examples.maelstrom.Workload;
import io.fluxgossip.model.Dissemination;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.Reconciliation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import reactor.core.scheduler.Schedulers;

/**
 * A node under Maelstrom. Runs until its input ends, or until it is killed.
 *
 * <p>The defaults are few messages at a few hundred milliseconds: a star sends each update along as few links as there
 * can be, over two of them at most, and in a window many updates travel together.
 */
@Command(
        name = "maelstrom",
        description = "A node of a Maelstrom test: its messages on stdin and stdout, one JSON object a line.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class MaelstromCommand implements Callable<Integer> {

    private static final Duration WINDOW = Duration.ofMillis(40);

    /** Of async, where nothing else brings updates. */
    private static final Duration INTERVAL = Mode.DEFAULT_INTERVAL;

    private static final Duration REPAIR = Duration.ofSeconds(2);

    /** Who gathers updates for long, to send few messages, wants few of repair as well. */
    private static final int WINDOWS_TO_REPAIR = 20;

    @Option(
            names = "--workload",
            defaultValue = "broadcast",
            paramLabel = "broadcast|g-set|g-counter|pn-counter",
            description = "What clients will ask for; ${DEFAULT-VALUE} if none.")
    private String workload = "";

    @Option(
            names = "--mode",
            defaultValue = "sync",
            paramLabel = "sync|async",
            description = "Whether updates are pushed, or exchanged only; ${DEFAULT-VALUE} if none.")
    private String mode = "";

    @Option(
            names = "--window",
            paramLabel = "0ms",
            converter = Durations.class,
            description = "How long updates are gathered before they are pushed; 40ms if none.")
    private Optional<Duration> window = Optional.empty();

    @Option(
            names = "--interval",
            paramLabel = "1s",
            converter = Durations.class,
            description = "Between two exchanges: 200ms, 1s, 1m; if none, 1s in async mode, else 2s, or 20 windows if"
                    + " they take longer.")
    private Optional<Duration> interval = Optional.empty();

    @Option(
            names = "--dissemination",
            defaultValue = "flood(star)",
            paramLabel = "auto|direct|flood|tree|rumor",
            description = "To whom updates are pushed, with details if there are any: flood(grid), tree(random5,500ms);"
                    + " ${DEFAULT-VALUE} if none.")
    private String dissemination = "";

    @Option(
            names = "--reconciliation",
            defaultValue = "auto",
            paramLabel = "auto|handshake|perPeer|bloom|sketch|fullState",
            description = "How exchanges find out what is missing; ${DEFAULT-VALUE} if none.")
    private String reconciliation = "";

    @Override
    public Integer call() throws IOException {
        Workload asked = BadArgumentException.check(this::workload);
        Conduct conduct = BadArgumentException.check(this::conduct);
        JsonLines out = new JsonLines(System.out);
        MaelstromNode node =
                new MaelstromNode(asked, conduct, Schedulers.parallel(), UnaryOperator.identity(), out::write);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            node.take(line);
        }
        node.close();
        return 0;
    }

    Workload workload() {
        return Workload.parse(workload);
    }

    Conduct conduct() {
        return new Conduct(mode(), Dissemination.parse(dissemination), Reconciliation.parse(reconciliation));
    }

    private Mode mode() {
        boolean pushes = ModeName.parse(mode) == ModeName.SYNC;
        if (!pushes && window.isPresent()) {
            throw new IllegalArgumentException("--window is for --mode sync: nothing is pushed in async mode");
        }
        return pushes ? pushing(window.orElse(WINDOW)) : Mode.async(interval.orElse(INTERVAL));
    }

    private Mode pushing(Duration window) {
        Duration windows = window.multipliedBy(WINDOWS_TO_REPAIR);
        Duration unhurried = windows.compareTo(REPAIR) > 0 ? windows : REPAIR;
        return Mode.sync(window).repairEvery(interval.orElse(unhurried));
    }
}
