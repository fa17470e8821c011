package io.fluxgossip.benchmarks.commands;

import io.fluxgossip.benchmarks.clusters.ClusterRuns;
import io.fluxgossip.benchmarks.clusters.Course;
import io.fluxgossip.benchmarks.clusters.peers.Peers;
import io.fluxgossip.benchmarks.edge.EdgeRuns;
import io.fluxgossip.benchmarks.jmh.JmhRuns;
import io.fluxgossip.benchmarks.jvm.Jvm;
import io.fluxgossip.benchmarks.tables.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** All that is measured by the clock, on one page. */
@Command(
        name = "report",
        description =
                "Runs edge, jmh and clusters and writes a page with tables and pictures: an hour, or ten minutes with --quick.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

    @Option(names = "--quick", description = "Shorter, with clusters of 16 nodes and one setting of each peer.")
    private boolean quick;

    @Option(
            names = "--nodes",
            split = ",",
            paramLabel = "<n>",
            description = "Sizes of clusters, 2 to 64; 5,16,32 if not given, 16 with --quick.")
    private List<Integer> nodes = List.of();

    @Option(
            names = "--out",
            paramLabel = "<page>",
            defaultValue = "docs/benchmarks.md",
            description = "The page to write to, between its markers if it is there already; pictures come beside it."
                    + " ${DEFAULT-VALUE} if not given.")
    private Path out = Path.of("docs/benchmarks.md");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        ClustersCommand.checkSizes(nodes, spec);
        Page page = Page.given(out, spec);
        Progress progress = Progress.of(spec);
        Report report = new Report(
                quick,
                nodes,
                new EdgeRuns(quick ? EdgeRuns.Size.QUICK : EdgeRuns.Size.FULL, progress).measure(),
                new JmhRuns(quick ? JmhRuns.Size.QUICK : JmhRuns.Size.FULL, JmhRuns.ALL, progress).measure(),
                clusters(progress).measure());
        page.write(report.text());
        report.drawBeside(out);
        return 0;
    }

    private ClusterRuns clusters(Progress progress) throws IOException {
        List<Integer> sizes = !nodes.isEmpty() ? nodes : quick ? Report.QUICK : ClustersCommand.SIZES;
        Jvm jvm = ClustersCommand.jvm(spec);
        return quick
                ? new ClusterRuns(Peers.few(), sizes, Course.Length.QUICK, jvm, progress)
                : new ClusterRuns(Peers.all(), sizes, Course.Length.FULL, jvm, progress);
    }
}
