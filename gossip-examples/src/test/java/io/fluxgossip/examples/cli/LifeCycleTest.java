package io.fluxgossip.examples.cli;

import static io.fluxgossip.examples.cli.Transcript.event;
import static io.fluxgossip.examples.cli.Transcript.reply;
import static io.fluxgossip.examples.cli.Transcript.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What happens to processes, as the others tell it. */
class LifeCycleTest {

    private final Path directory;

    LifeCycleTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void deathPauseRestartAndGoodbyeAreToldAndNothingIsLost() throws IOException, InterruptedException {
        try (NodeProcess a = node("a", "a1")) {
            String seed = a.await(event("ready")).path("address").asString();
            try (NodeProcess b = node("b", "b1", "--seed", seed);
                    NodeProcess c = node("c", "c1", "--seed", seed)) {
                a.await(member("joined", "b"));
                a.await(member("joined", "c"));
                c.await(member("joined", "b"));
                write(b, "of-b");
                a.await(event("change").and(with("key", "of-b")));
                c.await(event("change").and(with("key", "of-b")));

                c.signal("STOP");
                write(a, "while-c-stands-still");
                b.await(event("change").and(with("key", "while-c-stands-still")));
                NodeProcess.standStill(Duration.ofSeconds(8));
                c.signal("CONT");
                c.await(event("change").and(with("key", "while-c-stands-still")));
                awaitAlive(a, "b", "c");
                awaitAlive(c, "a", "b");
                assertThat(c.lines())
                        .as("who stood still blames nobody")
                        .noneMatch(line -> line.contains("\"kind\":\"failed\""));

                b.kill();
                awaitCount(a, 1, "b", "failed");
                awaitCount(c, 1, "b", "failed");
                write(a, "while-b-is-dead");
                try (NodeProcess reborn = node("b", "b2", "--seed", seed)) {
                    awaitCount(a, 2, "b", "joined", "restarted");
                    awaitCount(c, 2, "b", "joined", "restarted");
                    reborn.await(event("change").and(with("key", "of-b")));
                    reborn.await(event("change").and(with("key", "while-b-is-dead")));
                    awaitAlive(a, "b", "c");

                    reborn.kill();
                    try (NodeProcess atOnce = node("b", "b3", "--seed", seed)) {
                        awaitCount(a, 3, "b", "joined", "restarted");
                        awaitCount(c, 3, "b", "joined", "restarted");
                        atOnce.await(event("change").and(with("key", "of-b")));
                        write(atOnce, "last-words");
                        atOnce.say("leave");
                        atOnce.await(reply("leave"));
                        assertThat(atOnce.awaitExit()).isZero();
                        a.await(member("left", "b"));
                        c.await(member("left", "b"));
                        a.await(event("change").and(with("key", "last-words")));
                        c.await(event("change").and(with("key", "last-words")));
                    }
                }
                a.say("state prices");
                JsonNode state = a.await(reply("state")).path("entries");
                assertThat(state.propertyNames())
                        .containsExactlyInAnyOrder("of-b", "while-c-stands-still", "while-b-is-dead", "last-words");
                a.say("agreement prices");
                assertThat(a.await(reply("agreement")).path("members").asInt()).isEqualTo(2);
            }
        }
    }

    private static void write(NodeProcess node, String key) throws IOException, InterruptedException {
        node.say("put prices " + key + " 1");
        node.await(reply("put").and(with("key", key)));
    }

    private static Predicate<JsonNode> member(String kind, String name) {
        return event("member").and(with("kind", kind)).and(with("name", name));
    }

    /** So many events of these kinds. */
    private static void awaitCount(NodeProcess teller, int count, String name, String... kinds)
            throws InterruptedException {
        Predicate<JsonNode> wanted =
                Stream.of(kinds).map(kind -> member(kind, name)).reduce(none -> false, Predicate::or);
        teller.await(wanted.and(event -> teller.count(wanted) >= count));
    }

    private static void awaitAlive(NodeProcess node, String... names) throws IOException, InterruptedException {
        for (int looks = 1; looks <= 120; looks++) {
            int replies = looks;
            node.say("members");
            node.await(reply("members").and(line -> node.count(reply("members")) >= replies));
            JsonNode members = node.last(reply("members")).path("members");
            if (Stream.of(names).allMatch(name -> isAlive(members, name))) {
                return;
            }
            NodeProcess.standStill(Duration.ofMillis(250));
        }
        throw new AssertionError("not all of " + List.of(names) + " are alive: " + node.lines());
    }

    private static boolean isAlive(JsonNode members, String name) {
        return members.valueStream().anyMatch(with("name", name).and(with("state", "alive")));
    }

    private NodeProcess node(String name, String log, String... more) throws IOException {
        return NodeProcess.node(directory.resolve(log + ".err"), name, more);
    }
}
