package io.fluxgossip.benchmarks;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Single operations. */
@Command(
        name = "jmh",
        description =
                "Time and allocation of single operations by JMH, how they depend on what is held, and heap per entry.",
        mixinStandardHelpOptions = true)
final class JmhCommand implements Callable<Integer> {

    @Option(names = "--quick", description = "Few and short iterations, in some minutes.")
    private boolean quick;

    @Option(
            names = "--out",
            paramLabel = "<page>",
            description = "The page to write the table to, between its markers if it is there already;"
                    + " stdout if not given.")
    private @Nullable Path out;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Page page = out == null ? null : Page.given(out, spec);
        JmhRuns.Size size = quick ? JmhRuns.Size.QUICK : JmhRuns.Size.FULL;
        Progress progress = new Progress(spec.commandLine().getErr());
        String table = JmhTables.of(new JmhRuns(size, JmhRuns.ALL, progress).measure());
        if (page == null) {
            spec.commandLine().getOut().print(table);
            spec.commandLine().getOut().flush();
        } else {
            page.write(table);
        }
        return 0;
    }
}
