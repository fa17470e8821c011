package io.fluxgossip.benchmarks.jvm;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Commands of this program in JVMs of their own: none finds code that another one has warmed up, or pays for what it
 * has left behind. Where the system allows it, each has a loopback interface of its own, on which nobody else's bytes
 * are counted.
 */
public final class Jvm {

    private static final List<String> ALONE =
            List.of("unshare", "--map-root-user", "--net", "sh", "-c", "ip link set lo up && exec \"$@\"", "sh");

    private static final boolean CAN_BE_ALONE = canBeAlone();

    /** What Hazelcast asks for, and room for all. */
    private static final List<String> OPTIONS = List.of(
            "-Xmx3g",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.management/sun.management=ALL-UNNAMED",
            "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");

    private final Class<?> program;

    /**
     * Starts this program.
     *
     * @param program the class whose {@code main} is started
     */
    public Jvm(Class<?> program) {
        this.program = program;
    }

    /** Whether a process has its loopback interface for itself. */
    public static boolean isAlone() {
        return CAN_BE_ALONE;
    }

    private static boolean canBeAlone() {
        try {
            List<String> command = new ArrayList<>(ALONE);
            command.add("true");
            Process probe = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return probe.waitFor(10, TimeUnit.SECONDS) && probe.exitValue() == 0;
        } catch (IOException none) {
            return false;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Runs a command.
     *
     * @param lines is told each line of its stdout
     * @return what went wrong, null if nothing
     */
    public @Nullable String run(List<String> arguments, Duration atMost, Consumer<String> lines) throws IOException {
        List<String> command = new ArrayList<>(CAN_BE_ALONE ? ALONE : List.of());
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.onExit().orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS).exceptionally(late -> {
            process.destroyForcibly();
            return process;
        });
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            out.lines().forEach(lines);
            int status = process.waitFor();
            return status == 0 ? null : "ended with status " + status + " before it was over";
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            return "interrupted";
        }
    }
}
