package io.fluxgossip.benchmarks.commands;

import io.fluxgossip.benchmarks.clusters.Course;
import io.fluxgossip.benchmarks.clusters.Trial;
import io.fluxgossip.benchmarks.clusters.peers.Peer;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One cluster, in this JVM; what the command {@code clusters} starts for each. */
@Command(
        name = "trial",
        hidden = true,
        description = "Measures one cluster in this JVM and prints its figures, name=value, one a line.",
        mixinStandardHelpOptions = true)
final class TrialCommand implements Callable<Integer> {

    @Option(names = "--peer", required = true, paramLabel = "<peer>", converter = PeerName.class)
    private Peer peer = PeerName.first();

    @Option(names = "--nodes", required = true, paramLabel = "<n>")
    private int nodes;

    @Option(names = "--length", paramLabel = "<length>")
    private Course.Length length = Course.Length.FULL;

    @Option(names = "--all", description = "Joining nodes and a stalled reader, too.")
    private boolean all;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        new Trial(peer, nodes, length.course(all), (figure, value) -> {
                    out.println(figure + "=" + value);
                    out.flush();
                })
                .measure();
        return 0;
    }
}
