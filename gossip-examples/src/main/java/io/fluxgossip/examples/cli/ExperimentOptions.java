package io.fluxgossip.examples.cli;

import io.fluxgossip.model.Dissemination;
import io.fluxgossip.model.Dissemination.Stop;
import io.fluxgossip.model.Exchanges;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeConfig.Timing;
import io.fluxgossip.model.Reconciliation;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.Topology;
import io.fluxgossip.simulation.Experiment;
import io.fluxgossip.simulation.LogisticModel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What an experiment is about, option by option. */
final class ExperimentOptions {

    private static final String TOPIC = "topic";

    @Option(
            names = "--nodes",
            defaultValue = "30",
            paramLabel = "N",
            description = "Nodes of the cluster; ${DEFAULT-VALUE} if none.")
    private int nodes;

    @Option(
            names = "--runs",
            defaultValue = "100",
            paramLabel = "R",
            description = "Runs, each with a seed of its own; ${DEFAULT-VALUE} if none.")
    private int runs;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "S",
            description = "Of all chance: the same options and seed give the same output; ${DEFAULT-VALUE} if none.")
    private long seed;

    @Option(
            names = "--mode",
            defaultValue = "sync",
            paramLabel = "sync|async",
            description = "Whether updates are pushed, or exchanged only; ${DEFAULT-VALUE} if none.")
    private String mode = "";

    @Option(
            names = "--dissemination",
            defaultValue = "rumor",
            paramLabel = "flood|rumor|direct|tree|auto",
            description = "How updates are pushed in sync mode; ${DEFAULT-VALUE} if none.")
    private String dissemination = "";

    @Option(
            names = "--topology",
            paramLabel = "full|ring|line|grid|tree4|star|random5",
            description = "Over which graph a flood or a tree goes; full for a flood and random5 for a tree if none.")
    private Optional<String> topology = Optional.empty();

    @Option(
            names = "--fanout",
            defaultValue = "3",
            paramLabel = "F",
            description = "Peers told in a round of a rumor, and in the model; ${DEFAULT-VALUE} if none.")
    private int fanout;

    @Option(
            names = "--stop",
            defaultValue = "useless:2",
            paramLabel = "never|sends:n|useless:k|coin:k",
            description = "When a node loses interest in a rumor; ${DEFAULT-VALUE} if none.")
    private String stop = "";

    @Option(
            names = "--window",
            defaultValue = "0ms",
            converter = Durations.class,
            paramLabel = "100ms",
            description = "In which a node gathers what to push; ${DEFAULT-VALUE} if none.")
    private Duration window = Duration.ZERO;

    @Option(
            names = "--repair",
            defaultValue = "on",
            paramLabel = "on|off|10s",
            description = "Whether sync mode repairs what pushes have missed, and how often; ${DEFAULT-VALUE}, which is"
                    + " every second, if none.")
    private String repair = "";

    @Option(
            names = "--announce-after",
            defaultValue = "1s",
            converter = Durations.class,
            paramLabel = "1s",
            description =
                    "How long nothing follows an update until peers are told that it was the last, where sync mode"
                            + " repairs; ${DEFAULT-VALUE} if none.")
    private Duration announceAfter = Duration.ZERO;

    @Option(
            names = "--reconciliation",
            defaultValue = "auto",
            paramLabel = "handshake|perPeer|bloom|sketch|fullState|auto",
            description = "How exchanges find out what differs; ${DEFAULT-VALUE} if none.")
    private String reconciliation = "";

    @Option(
            names = "--exchange",
            defaultValue = "push-pull",
            paramLabel = "push|pull|push-pull",
            description = "Which way what differs goes in async mode; ${DEFAULT-VALUE} if none.")
    private String exchange = "";

    @Option(
            names = "--interval",
            defaultValue = "200ms",
            converter = Durations.class,
            paramLabel = "1s",
            description =
                    "Between two rounds, of exchanges in async mode and of rumors in sync mode; ${DEFAULT-VALUE} if none.")
    private Duration interval = Duration.ZERO;

    @Option(
            names = "--timers",
            defaultValue = "phased",
            paramLabel = "aligned|phased|exponential",
            description =
                    "All rounds together, each node at a phase of its own, or without memory; ${DEFAULT-VALUE} if none.")
    private String timers = "";

    @Option(
            names = "--latency",
            defaultValue = "0ms",
            converter = Latencies.class,
            paramLabel = "0ms|10ms..100ms",
            description = "Of a message, one way; ${DEFAULT-VALUE} if none.")
    private Latencies.Range latency = new Latencies.Range(Duration.ZERO, Duration.ZERO);

    @Option(
            names = "--loss",
            defaultValue = "0",
            paramLabel = "0.1",
            description = "Chance that a message is lost, less than 1; ${DEFAULT-VALUE} if none.")
    private double loss;

    @Option(
            names = "--failed",
            defaultValue = "0",
            paramLabel = "0.1",
            description = "Share of nodes that never answer, less than 1; ${DEFAULT-VALUE} if none.")
    private double failed;

    @Option(
            names = "--informed",
            defaultValue = "1",
            paramLabel = "I",
            description = "Nodes that hold the updates at the start; ${DEFAULT-VALUE} if none.")
    private int informed;

    @Option(
            names = "--source",
            defaultValue = "random",
            paramLabel = "random|each",
            description =
                    "Where the first update is written: anywhere, or at each node in turn; ${DEFAULT-VALUE} if none.")
    private String source = "";

    @Option(
            names = "--keys",
            defaultValue = "1",
            paramLabel = "K",
            description = "Keys over which the updates go in turns; ${DEFAULT-VALUE} if none.")
    private int keys;

    @Option(
            names = "--updates",
            defaultValue = "1",
            paramLabel = "U",
            description = "Updates; ${DEFAULT-VALUE} if none.")
    private int updates;

    @Option(
            names = "--every",
            defaultValue = "0ms",
            converter = Durations.class,
            paramLabel = "20ms",
            description = "Between two updates; all of them at the start if none.")
    private Duration every = Duration.ZERO;

    @Option(
            names = "--warm-up",
            defaultValue = "0",
            paramLabel = "W",
            description = "Updates of the same node before anything is measured, such as a tree needs to settle;"
                    + " ${DEFAULT-VALUE} if none.")
    private int warmUp;

    int runs() {
        return runs;
    }

    long seed() {
        return seed;
    }

    /** @throws IllegalArgumentException if the options make no sense */
    Experiment experiment() {
        if (runs < 1) {
            throw new IllegalArgumentException("runs must be 1 or more, was " + runs);
        }
        boolean pushes = ModeName.parse(mode) == ModeName.SYNC;
        Mode sync = Mode.sync(window).repairEvery(repairEvery());
        TopicConfig topic = TopicConfig.of(TOPIC)
                .withMode(pushes ? sync : Mode.async(interval))
                .withDissemination(dissemination())
                .withReconciliation(Reconciliation.parse(reconciliation))
                .withExchanges(Exchanges.parse(exchange));
        Experiment.World world = new Experiment.World(
                nodes, oneOf("kind of timers", timers, Timing.values()), latency.from(), latency.to(), loss, failed);
        Experiment.Source from = oneOf("source", source, Experiment.Source.values());
        Experiment.Load load = new Experiment.Load(informed, from, keys, updates, every, warmUp);
        return new Experiment(topic, isRepaired(), announceAfter, interval, world, load);
    }

    /** @throws IllegalArgumentException if the options make no sense */
    LogisticModel model() {
        return new LogisticModel(nodes, fanout, loss, failed, interval);
    }

    private Dissemination dissemination() {
        return switch (dissemination) {
            case "flood" -> Dissemination.flood(Topology.parse(topology.orElse("full")));
            case "tree" -> Dissemination.tree(Topology.parse(topology.orElse("random5")));
            case "rumor" -> Dissemination.rumor(fanout, interval, Stop.parse(stop));
            default -> Dissemination.parse(dissemination);
        };
    }

    private boolean isRepaired() {
        return !repair.equals("off");
    }

    private Duration repairEvery() {
        if (repair.equals("on") || repair.equals("off")) {
            return Mode.DEFAULT_INTERVAL;
        }
        try {
            return new Durations().convert(repair);
        } catch (TypeConversionException wrong) {
            throw new IllegalArgumentException(
                    "'" + repair + "' is not on, off or a duration such as 10s, which --repair must be", wrong);
        }
    }

    private static <E extends Enum<E>> E oneOf(String what, String text, E[] values) {
        return Arrays.stream(values)
                .filter(value -> word(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no " + what + "; it must be one of "
                        + Arrays.stream(values).map(ExperimentOptions::word).collect(Collectors.joining(", "))));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** As they were given, or are by default. */
    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("nodes", nodes)
                .put("runs", runs)
                .put("seed", seed)
                .put("mode", mode)
                .put("dissemination", dissemination().toString())
                .put("window", window.toMillis() + "ms")
                .put("repair", repair)
                .put("announceAfter", announceAfter.toMillis() + "ms")
                .put("reconciliation", reconciliation)
                .put("exchange", exchange)
                .put("interval", interval.toMillis() + "ms")
                .put("timers", timers)
                .put("latency", latency.toString())
                .put("loss", loss)
                .put("failed", failed)
                .put("informed", informed)
                .put("source", source)
                .put("keys", keys)
                .put("updates", updates)
                .put("every", every.toMillis() + "ms")
                .put("warmUp", warmUp)
                .put("fanout", fanout);
    }

    @Override
    public String toString() {
        String way = mode.equals("sync") ? dissemination().toString() : exchange + ", " + reconciliation;
        return nodes + " nodes, " + runs + " runs, " + mode + ": " + way + ", every " + interval.toMillis() + "ms, "
                + timers + ", latency " + latency + ", loss " + loss + ", failed " + failed;
    }
}
