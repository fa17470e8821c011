package io.fluxgossip.benchmarks.commands;

import io.fluxgossip.benchmarks.clusters.ClusterRuns;
import io.fluxgossip.benchmarks.clusters.Course;
import io.fluxgossip.benchmarks.clusters.peers.Peer;
import io.fluxgossip.benchmarks.clusters.peers.Peers;
import io.fluxgossip.benchmarks.jvm.Jvm;
import io.fluxgossip.benchmarks.tables.ClusterTables;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** This project beside others. */
@Command(
        name = "clusters",
        description = "Replicated maps of this project and of its peers, all nodes in one JVM over loopback: latency,"
                + " updates per second, bytes, joining, memory.",
        mixinStandardHelpOptions = true)
final class ClustersCommand extends TablesCommand<List<ClusterRuns.Result>> {

    static final List<Integer> SIZES = List.of(5, 16, 32);

    @Option(
            names = "--nodes",
            split = ",",
            paramLabel = "<n>",
            description =
                    "Sizes of clusters, 2 to 64; 5,16,32 if not given, 5,16 with --quick. The smallest of them is where nodes"
                            + " join and a reader stalls.")
    private List<Integer> nodes = List.of();

    @Option(
            names = "--peer",
            paramLabel = "<peer>",
            converter = PeerName.class,
            description = "Measure this one, such as 'flux direct'; all if not given. May be repeated.")
    private List<Peer> peers = List.of();

    @Option(names = "--quick", description = "Shorter trials.")
    private boolean quick;

    @Override
    void check(CommandSpec command) {
        checkSizes(nodes, command);
    }

    @Override
    List<ClusterRuns.Result> measure(CommandSpec command) throws IOException {
        List<Integer> sizes = !nodes.isEmpty() ? nodes : quick ? List.of(5, 16) : SIZES;
        ClusterRuns runs = new ClusterRuns(
                peers.isEmpty() ? Peers.all() : peers,
                sizes,
                quick ? Course.Length.QUICK : Course.Length.FULL,
                jvm(command),
                Progress.of(command));
        return runs.measure();
    }

    @Override
    String tables(List<ClusterRuns.Result> results) {
        return ClusterTables.of(results);
    }

    /** Starts this program again, by the class that was its command line. */
    static Jvm jvm(CommandSpec command) {
        return new Jvm(command.root().userObject().getClass());
    }

    static void checkSizes(List<Integer> sizes, CommandSpec spec) {
        sizes.stream().filter(size -> size < 2 || size > 64).findFirst().ifPresent(size -> {
            throw new ParameterException(spec.commandLine(), "--nodes: a cluster has 2 to 64 nodes, not " + size);
        });
    }
}
