package io.fluxgossip.examples.cli;

import static io.fluxgossip.examples.cli.Transcript.event;
import static io.fluxgossip.examples.cli.Transcript.reply;
import static io.fluxgossip.examples.cli.Transcript.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes in processes of their own replicate over sockets. */
class NodeProcessesTest {

    private final Path directory;

    NodeProcessesTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void twoNodesShareWhatOneIsTold() throws IOException, InterruptedException {
        try (NodeProcess a = node("a")) {
            String address = a.await(event("ready")).path("address").asString();
            assertThat(a.lines().get(0))
                    .isEqualTo("{\"event\":\"ready\",\"name\":\"a\",\"address\":\"" + address + "\"}");
            try (NodeProcess b = node("b", "--seed", address)) {
                b.await(event("ready").and(with("name", "b")));
                a.await(event("member").and(with("kind", "joined")).and(with("name", "b")));

                a.say("put prices tea 2.50 € per cup");
                a.await(reply("put"));
                b.await(event("change").and(with("origin", "a")).and(with("value", "2.50 € per cup")));

                b.say("mode prices async cluster");
                a.await(event("mode").and(with("topic", "prices")).and(with("mode", "async")));

                b.say("remove prices tea");
                a.await(event("change").and(with("origin", "b")).and(with("kind", "remove")));

                b.sayNothingMore();
                a.say("put prices coffee 3");
                b.await(event("change").and(with("key", "coffee")));

                a.say("leave");
                a.await(reply("leave"));
                assertThat(a.awaitExit()).isZero();
                b.await(event("member")
                        .and(with("name", "a"))
                        .and(with("kind", "joined").negate()));

                b.terminate();
                assertThat(b.awaitExit()).isEqualTo(128 + 15);
            }
        }
        assertThat(directory.resolve("a.err")).content().doesNotContain("ERROR", "Exception");
        assertThat(directory.resolve("b.err")).content().doesNotContain("ERROR", "Exception");
    }

    @Test
    void aBadArgumentEndsTheProcessWithStatus2AndOneLine() throws IOException, InterruptedException {
        try (NodeProcess wrong = node("a", "--interval", "soon")) {
            assertThat(wrong.awaitExit()).isEqualTo(2);
            assertThat(wrong.lines()).isEmpty();
        }
        assertThat(directory.resolve("a.err")).content().hasLineCount(1).contains("'soon' is not a duration");
    }

    private NodeProcess node(String name, String... more) throws IOException {
        return NodeProcess.node(directory.resolve(name + ".err"), name, more);
    }
}
