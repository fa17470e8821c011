package io.fluxgossip.examples.cli;

import io.fluxgossip.examples.maelstrom.Conduct;
import io.fluxgossip.examples.maelstrom.MaelstromNode;
import io.fluxgossip.examples.maelstrom.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stands in for Maelstrom, in virtual time: carries lines between nodes, with a latency, and lets clients ask, without
 * one. As there, a partition drops what arrives while it lasts, and all messages between nodes count.
 */
final class VirtualMaelstrom {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Duration latency;
    private final Workload workload;
    private final Conduct conduct;
    private final List<String> names;
    private final Map<String, MaelstromNode> nodes = new HashMap<>();

    /** Nodes to which something came since they were last asked for. */
    private final Set<String> touched = new TreeSet<>();

    /** Messages between nodes, by type. */
    private final Map<String, Long> messages = new TreeMap<>();

    /** What nodes said to clients and was not taken yet. */
    private final List<JsonNode> answers = new ArrayList<>();

    private BiPredicate<String, String> cut = (from, to) -> false;
    private long lastRequest;
    private long lives;
    private String lastLine = "";

    /**
     * Nodes n0, n1 and so on, that do not know yet who they are.
     *
     * @param options of the command {@code maelstrom}
     */
    VirtualMaelstrom(int count, Duration latency, String... options) {
        MaelstromCommand command = CommandLine.populateCommand(new MaelstromCommand(), options);
        this.workload = command.workload();
        this.conduct = command.conduct();
        this.latency = latency;
        this.names = IntStream.range(0, count).mapToObj(i -> "n" + i).toList();
        names.forEach(this::launch);
    }

    private void launch(String name) {
        long life = ++lives;
        Mouth mouth = new Mouth();
        MaelstromNode node = new MaelstromNode(
                workload, conduct, time, spec -> spec.delivery(time).randomSeed(life), mouth::written);
        mouth.of = node;
        nodes.put(name, node);
    }

    /** What one life of a node says: nobody hears it any more once there is another one. */
    private final class Mouth {
        @Nullable
        MaelstromNode of;

        void written(String line) {
            JsonNode message = MAPPER.readTree(line);
            String from = message.path("src").stringValue();
            if (node(from) == of) {
                carry(from, message.path("dest").stringValue(), message.path("body"), line);
            }
        }
    }

    /** All nodes learn who they are. */
    VirtualMaelstrom start() {
        names.forEach(this::start);
        return this;
    }

    void start(String name) {
        ObjectNode init = body("init").put("node_id", name);
        names.forEach(init.putArray("node_ids")::add);
        request(name, init);
    }

    /** A node dies and starts again, without a goodbye and with nothing left. */
    void restart(String name) {
        MaelstromNode dead = node(name);
        launch(name);
        dead.close();
        start(name);
    }

    List<String> names() {
        return names;
    }

    private MaelstromNode node(String name) {
        return Objects.requireNonNull(nodes.get(name), name);
    }

    // The network

    private void carry(String from, String to, JsonNode body, String line) {
        if (nodes.containsKey(to)) {
            messages.merge(body.path("type").stringValue(), 1L, Long::sum);
            time.schedule(() -> deliver(from, to, line), latency.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            lastLine = line;
            answers.add(body);
        }
    }

    private void deliver(String from, String to, String line) {
        if (!cut.test(from, to)) {
            touched.add(to);
            node(to).take(line);
        }
    }

    /** From now on, what arrives at the second from the first is dropped where this says so. */
    void cut(BiPredicate<String, String> partition) {
        cut = partition;
    }

    void heal() {
        cut = (from, to) -> false;
    }

    /** Messages from node to node so far. */
    long messages() {
        return messages.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Those of a type. */
    long messages(String type) {
        return messages.getOrDefault(type, 0L);
    }

    /** Nodes to which something came since this was last asked. */
    List<String> takeTouched() {
        List<String> taken = List.copyOf(touched);
        touched.clear();
        return taken;
    }

    // Time

    void pass(Duration duration) {
        time.advanceTimeBy(duration);
    }

    long millis() {
        return time.now(TimeUnit.MILLISECONDS);
    }

    // Clients

    static ObjectNode body(String type) {
        return MAPPER.createObjectNode().put("type", type);
    }

    /** Says a line to a node, whatever it is, and returns what it answers to clients. */
    List<JsonNode> say(String node, String line) {
        node(node).take(line);
        List<JsonNode> said = List.copyOf(answers);
        answers.clear();
        return said;
    }

    /** What a client was told last, as it was written. */
    String lastLine() {
        return lastLine;
    }

    /** Asks, and returns the body of the one answer. */
    JsonNode request(String node, ObjectNode body) {
        long number = ++lastRequest;
        ObjectNode message = MAPPER.createObjectNode().put("src", "c1").put("dest", node);
        List<JsonNode> said =
                say(node, message.set("body", body.put("msg_id", number)).toString());
        if (said.size() != 1 || said.get(0).path("in_reply_to").asLong() != number) {
            throw new AssertionError(node + " answered " + said + " to " + message);
        }
        return said.get(0);
    }

    JsonNode read(String node) {
        return request(node, body("read"));
    }
}
