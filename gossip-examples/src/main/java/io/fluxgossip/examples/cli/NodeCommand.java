package io.fluxgossip.examples.cli;

import io.fluxgossip.GossipNode;
import io.fluxgossip.Seeds;
import io.fluxgossip.TopicSpec;
import io.fluxgossip.model.Address;
import io.fluxgossip.model.CannotListenException;
import io.fluxgossip.rsocket.RSocketGossip;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One node: reads commands on stdin and writes JSON lines to stdout. Runs until it is told to leave, or killed. */
@Command(
        name = "node",
        description = "One node. Commands on stdin, one a line; events and replies on stdout, one JSON object a line.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class NodeCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(NodeCommand.class);

    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Duration LEAVE_LIMIT = Duration.ofSeconds(4);

    @Option(names = "--name", required = true, description = "Name of this node, unique in its cluster.")
    private String name = "";

    @Option(
            names = "--bind",
            required = true,
            paramLabel = "host:port",
            converter = Addresses.class,
            description = "Where to listen; port 0 is any free port.")
    private Address bind = new Address("127.0.0.1", 0);

    @Option(
            names = "--advertise",
            paramLabel = "host:port",
            converter = Addresses.class,
            description = "Where others reach this node, if that is not where it listens.")
    private Optional<Address> advertise = Optional.empty();

    @Option(
            names = "--cluster",
            defaultValue = "gossip",
            description = "Name of the cluster; ${DEFAULT-VALUE} if none.")
    private String cluster = "";

    @Option(
            names = "--seed",
            paramLabel = "host:port",
            converter = Addresses.class,
            description = "Another node of the cluster; may be given several times.")
    private List<Address> seeds = new ArrayList<>();

    @Option(
            names = "--topic",
            paramLabel = "name[=sync|async]",
            converter = TopicOption.Converter.class,
            description = "A topic to open, sync if nothing is said; may be given several times.")
    private List<TopicOption> topics = new ArrayList<>();

    @Option(
            names = "--interval",
            defaultValue = "1s",
            converter = Durations.class,
            description = "Between two exchanges in async mode, between two repairs in sync mode: 200ms, 1s, 1m;"
                    + " ${DEFAULT-VALUE} if none.")
    private Duration interval = Duration.ZERO;

    @Override
    public Integer call() throws IOException {
        RSocketGossip plan = BadArgumentException.check(this::plan);
        List<TopicSpec<String, String>> specs = BadArgumentException.check(this::specs);
        GossipNode node = start(plan);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> leave(node), "leave"));
        converse(node, specs);
        return 0;
    }

    private RSocketGossip plan() {
        RSocketGossip plan = RSocketGossip.node(cluster)
                .name(name)
                .bind(bind.host(), bind.port())
                .seeds(Seeds.fixed(seeds.toArray(Address[]::new)));
        return advertise
                .map(address -> plan.advertise(address.host(), address.port()))
                .orElse(plan);
    }

    private List<TopicSpec<String, String>> specs() {
        Set<String> names = new HashSet<>();
        for (TopicOption topic : topics) {
            if (!names.add(topic.name())) {
                throw new IllegalArgumentException("topic '" + topic.name() + "' is given twice");
            }
        }
        ModeName.SYNC.every(interval); // objects to a bad interval even if there is no topic
        return topics.stream().map(topic -> topic.spec(interval)).toList();
    }

    private GossipNode start(RSocketGossip plan) {
        try {
            return plan.startNow(START_LIMIT);
        } catch (CannotListenException failure) {
            throw new CommandFailedException(failure.getMessage(), failure);
        }
    }

    private void converse(GossipNode node, List<TopicSpec<String, String>> specs) throws IOException {
        JsonLines out = new JsonLines(System.out);
        Console console = new Console(node, specs, interval, out);
        out.write(JsonLines.event("ready")
                .put("name", node.id().name())
                .put("address", node.address().toString()));
        console.follow();
        console.converse(System.in, out);
    }

    /** For the end of the process; does nothing if the node has left before. */
    private static void leave(GossipNode node) {
        try {
            node.leave().block(LEAVE_LIMIT);
        } catch (IllegalStateException late) {
            LOG.warn("node {} could not leave within {}", node.id(), LEAVE_LIMIT);
        }
    }
}
