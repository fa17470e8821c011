package io.fluxgossip.examples.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON lines that someone wrote, and a way to wait for one. */
final class Transcript {

    static final Duration LIMIT = Duration.ofSeconds(20);

    private final JsonMapper mapper = new JsonMapper();
    private final List<String> lines = new ArrayList<>();

    /** Where to write; a line counts when it is flushed. */
    PrintStream stream() {
        ByteArrayOutputStream written = new ByteArrayOutputStream() {
            @Override
            public synchronized void flush() {
                toString(StandardCharsets.UTF_8).lines().forEach(Transcript.this::add);
                reset();
            }
        };
        return new PrintStream(written, false, StandardCharsets.UTF_8);
    }

    synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    List<JsonNode> all(Predicate<JsonNode> wanted) {
        return lines().stream().map(mapper::readTree).filter(wanted).toList();
    }

    /** The first such line, whether it is there already or comes in time. */
    synchronized JsonNode await(Predicate<JsonNode> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        Optional<JsonNode> found = all(wanted).stream().findFirst();
        while (found.isEmpty()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("not written within " + LIMIT + "; what was written: " + lines);
            }
            wait(left);
            found = all(wanted).stream().findFirst();
        }
        return found.get();
    }

    static Predicate<JsonNode> event(String kind) {
        return line -> line.path("event").asString("").equals(kind);
    }

    static Predicate<JsonNode> reply(String command) {
        return line -> line.path("reply").asString("").equals(command);
    }

    static Predicate<JsonNode> with(String field, String value) {
        return line -> line.path(field).asString("").equals(value);
    }
}
