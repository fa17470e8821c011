package io.fluxgossip.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Processes whose lines are carried to each other as Maelstrom does it, in real time. */
class MaelstromProcessesTest {

    private static final JsonMapper MAPPER = new JsonMapper();

    private static final List<String> NAMES = List.of("n1", "n2", "n3");

    private final Map<String, NodeProcess> nodes = new ConcurrentHashMap<>();
    private final Path directory;
    private int lastRequest;

    MaelstromProcessesTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @AfterEach
    void end() {
        nodes.values().forEach(NodeProcess::close);
    }

    @Test
    void threeProcessesShareWhatIsBroadcastToAnyOfThem() throws IOException, InterruptedException {
        for (String name : NAMES) {
            Path stderr = directory.resolve(name + ".err");
            nodes.put(name, NodeProcess.start(stderr, List.of("maelstrom", "--interval", "200ms"), this::carry));
        }
        for (String name : NAMES) {
            ObjectNode init = body("init").put("node_id", name);
            NAMES.forEach(init.putArray("node_ids")::add);
            assertThat(request(name, init).path("type").asString()).isEqualTo("init_ok");
        }
        node("n2").say("this is no JSON");
        for (int element = 0; element < 30; element++) {
            String name = NAMES.get(element % NAMES.size());
            assertThat(request(name, body("broadcast").put("message", element)))
                    .hasToString("{\"in_reply_to\":" + lastRequest + ",\"type\":\"broadcast_ok\"}");
        }
        for (String name : NAMES) {
            awaitElements(name, 30);
        }
        assertThat(request("n3", body("echo")).path("code").asInt()).isEqualTo(10);
        for (String name : NAMES) {
            node(name).sayNothingMore();
            assertThat(node(name).awaitExit()).isZero();
        }
        assertThat(directory.resolve("n1.err")).isEmptyFile();
        assertThat(directory.resolve("n2.err")).content().hasLineCount(1).contains("no JSON: this is no JSON");
    }

    /** What is for clients stays in the transcript of who said it. */
    private void carry(String line) {
        NodeProcess dest = nodes.get(MAPPER.readTree(line).path("dest").asString());
        if (dest != null) {
            try {
                dest.say(line);
            } catch (IOException ended) {
                throw new UncheckedIOException(ended);
            }
        }
    }

    private NodeProcess node(String name) {
        NodeProcess node = nodes.get(name);
        assertThat(node).isNotNull();
        return node;
    }

    private static ObjectNode body(String type) {
        return MAPPER.createObjectNode().put("type", type);
    }

    private JsonNode request(String name, ObjectNode body) throws IOException, InterruptedException {
        int number = ++lastRequest;
        ObjectNode message = MAPPER.createObjectNode().put("src", "c1").put("dest", name);
        node(name).say(message.set("body", body.put("msg_id", number)).toString());
        return node(name)
                .await(line -> line.path("dest").asString().equals("c1")
                        && line.path("body").path("in_reply_to").asInt() == number)
                .path("body");
    }

    private void awaitElements(String name, int count) throws IOException, InterruptedException {
        for (int looks = 0; looks < 400; looks++) {
            JsonNode messages = request(name, body("read")).path("messages");
            Set<Integer> elements = messages.valueStream().map(JsonNode::asInt).collect(Collectors.toSet());
            assertThat(elements).as("nothing twice").hasSize(messages.size());
            if (elements.size() == count) {
                return;
            }
            NodeProcess.standStill(Duration.ofMillis(50));
        }
        throw new AssertionError(name + " does not hold all: " + node(name).lines());
    }
}
