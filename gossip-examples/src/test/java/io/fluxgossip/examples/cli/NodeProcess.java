package io.fluxgossip.examples.cli;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** {@code gossip ...} in a process of its own, spoken to through pipes. */
final class NodeProcess implements AutoCloseable {

    private final Transcript transcript = new Transcript();
    private final Process process;
    private final BufferedWriter commands;

    private final Consumer<String> listener;

    private NodeProcess(Process process, Consumer<String> listener) {
        this.process = process;
        this.listener = listener;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Starts {@code gossip node} with one topic, prices, and a short interval. */
    static NodeProcess node(Path stderr, String name, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("node", "--name", name, "--bind", "127.0.0.1:0", "--topic", "prices", "--interval", "200ms"));
        arguments.addAll(List.of(more));
        return start(stderr, arguments);
    }

    /** Starts it; what it says on stderr goes into a file. */
    static NodeProcess start(Path stderr, List<String> arguments) throws IOException {
        return start(stderr, arguments, line -> {});
    }

    /** Starts it, and lets somebody hear each line that it says on stdout, on a thread of this node. */
    static NodeProcess start(Path stderr, List<String> arguments, Consumer<String> listener) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(stderr.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS"); // the JVM would announce them on stderr
        NodeProcess started = new NodeProcess(builder.start(), listener);
        Thread reader = new Thread(started::read, "stdout of " + arguments);
        reader.setDaemon(true);
        reader.start();
        return started;
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().peek(transcript::add).forEach(listener);
        } catch (IOException | UncheckedIOException ended) {
            transcript.add("{\"stdout\":\"broken off\"}");
        }
    }

    /** From any thread. */
    synchronized void say(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
    }

    /** No more commands. */
    void sayNothingMore() throws IOException {
        commands.close();
    }

    /** As SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** As SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** STOP, CONT. */
    void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("kill -" + name + " ended with " + status);
        }
    }

    /** For what takes a time and shows nothing. */
    static void standStill(Duration duration) throws InterruptedException {
        new CountDownLatch(1).await(duration.toMillis(), TimeUnit.MILLISECONDS);
    }

    JsonNode await(Predicate<JsonNode> wanted) throws InterruptedException {
        return transcript.await(wanted);
    }

    /** How many such lines there are so far. */
    int count(Predicate<JsonNode> wanted) {
        return transcript.all(wanted).size();
    }

    /** The last such line so far; there must be one. */
    JsonNode last(Predicate<JsonNode> wanted) {
        List<JsonNode> all = transcript.all(wanted);
        return all.get(all.size() - 1);
    }

    int awaitExit() throws InterruptedException {
        if (!process.waitFor(Transcript.LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the process did not end within " + Transcript.LIMIT);
        }
        return process.exitValue();
    }

    List<String> lines() {
        return transcript.lines();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
