package io.fluxgossip.examples.cli;

import static io.fluxgossip.examples.cli.Transcript.LIMIT;
import static io.fluxgossip.examples.cli.Transcript.event;
import static io.fluxgossip.examples.cli.Transcript.reply;
import static io.fluxgossip.examples.cli.Transcript.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.fluxgossip.GossipNode;
import io.fluxgossip.Seeds;
import io.fluxgossip.TopicSpec;
import io.fluxgossip.rsocket.RSocketGossip;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Commands of a node on stdin, and what it says of them on stdout. */
class ConsoleTest {

    private static final Duration INTERVAL = Duration.ofMillis(200);

    private static final TopicSpec<String, String> PRICES = new TopicOption("prices", ModeName.SYNC).spec(INTERVAL);

    private final List<GossipNode> nodes = new ArrayList<>();
    private final Transcript events = new Transcript();

    private GossipNode node;
    private Console console;

    @BeforeEach
    void start() {
        node = started("a");
        console = new Console(node, List.of(PRICES), INTERVAL, new JsonLines(events.stream()));
        console.follow();
    }

    @AfterEach
    void stop() {
        nodes.forEach(GossipNode::dispose);
        nodes.forEach(disposed -> disposed.onDispose().block(LIMIT));
    }

    private GossipNode started(String name, GossipNode... seeds) {
        String[] addresses =
                List.of(seeds).stream().map(seed -> seed.address().toString()).toArray(String[]::new);
        GossipNode started = RSocketGossip.node("test")
                .name(name)
                .seeds(Seeds.fixed(addresses))
                .startNow(LIMIT);
        nodes.add(started);
        return started;
    }

    @Test
    void aPutIsToldAndAnswered() {
        JsonNode reply = console.replyTo("put prices tea 2.50 per cup");
        long timestamp = reply.path("timestamp").asLong();
        assertThat(reply)
                .hasToString("{\"reply\":\"put\",\"topic\":\"prices\",\"key\":\"tea\",\"origin\":\"a\","
                        + "\"timestamp\":" + timestamp + "}");
        assertThat(events.lines())
                .containsExactly("{\"event\":\"change\",\"topic\":\"prices\",\"kind\":\"put\",\"key\":\"tea\","
                        + "\"value\":\"2.50 per cup\",\"origin\":\"a\",\"timestamp\":" + timestamp + "}");
    }

    @Test
    void whoHoldsTheSameIsAnswered() {
        console.replyTo("put prices tea 2");
        assertThat(console.replyTo("agreement prices"))
                .hasToString("{\"reply\":\"agreement\",\"topic\":\"prices\",\"members\":1,\"holding\":1,"
                        + "\"behindMillis\":0}");
        assertThat(console.replyTo("agreement costs").path("message").asString())
                .contains("topic 'costs' is not open here");
    }

    @Test
    void aRemovalIsToldAndAnswered() {
        console.replyTo("put prices tea 2");
        JsonNode reply = console.replyTo("remove prices tea");
        long timestamp = reply.path("timestamp").asLong();
        assertThat(reply)
                .hasToString("{\"reply\":\"remove\",\"topic\":\"prices\",\"key\":\"tea\",\"origin\":\"a\","
                        + "\"timestamp\":" + timestamp + "}");
        assertThat(events.lines().get(1))
                .isEqualTo("{\"event\":\"change\",\"topic\":\"prices\",\"kind\":\"remove\",\"key\":\"tea\","
                        + "\"value\":null,\"origin\":\"a\",\"timestamp\":" + timestamp + "}");
    }

    @Test
    void aRemovalOfWhatIsNotThereIsAnsweredButNotTold() {
        assertThat(reply("remove").test(console.replyTo("remove prices tea"))).isTrue();
        console.replyTo("put prices coffee 3");
        assertThat(events.all(event("change"))).singleElement().matches(with("key", "coffee"));
    }

    @Test
    void writesThatFollowEachOtherFastAreAllToldInTheirOrder() {
        for (int i = 0; i < 200; i++) {
            console.replyTo("put prices tea " + i);
            console.replyTo("remove prices tea");
        }
        List<JsonNode> told = events.all(event("change"));
        assertThat(told)
                .extracting(line -> line.path("kind").asString())
                .hasSize(400)
                .startsWith("put", "remove");
        assertThat(told)
                .filteredOn(with("kind", "put"))
                .extracting(line -> line.path("value").asInt(-1))
                .hasSize(200)
                .isSorted();
        assertThat(told).extracting(line -> line.path("timestamp").asLong()).isSorted();
    }

    @Test
    void whatIsThereIsReadHereAndNow() {
        console.replyTo("put prices tea 2");
        console.replyTo("put prices coffee ");
        assertThat(console.replyTo("get prices tea"))
                .hasToString("{\"reply\":\"get\",\"topic\":\"prices\",\"key\":\"tea\",\"value\":\"2\"}");
        assertThat(console.replyTo("get prices milk"))
                .hasToString("{\"reply\":\"get\",\"topic\":\"prices\",\"key\":\"milk\",\"value\":null}");
        assertThat(console.replyTo("state prices"))
                .hasToString("{\"reply\":\"state\",\"topic\":\"prices\",\"entries\":{\"coffee\":\"\",\"tea\":\"2\"}}");
    }

    @Test
    void aModeIsToldWhenItIsAnotherOne() {
        assertThat(console.replyTo("mode prices sync"))
                .hasToString("{\"reply\":\"mode\",\"topic\":\"prices\",\"mode\":\"sync\",\"previous\":\"sync\"}");
        assertThat(console.replyTo("mode prices async"))
                .hasToString("{\"reply\":\"mode\",\"topic\":\"prices\",\"mode\":\"async\",\"previous\":\"sync\"}");
        console.replyTo("mode prices sync cluster");
        assertThat(events.lines())
                .containsExactly(
                        "{\"event\":\"mode\",\"topic\":\"prices\",\"mode\":\"async\"}",
                        "{\"event\":\"mode\",\"topic\":\"prices\",\"mode\":\"sync\"}");
    }

    @Test
    void anotherNodeIsToldAndListedAndItsWritesAreToldToo() throws InterruptedException {
        GossipNode other = started("b", node);
        other.topic(PRICES).put("tea", "2").block(LIMIT);
        JsonNode change = events.await(event("change"));
        assertThatObject(change).matches(with("key", "tea")).matches(with("origin", "b"));
        assertThat(events.await(event("member")))
                .hasToString("{\"event\":\"member\",\"kind\":\"joined\",\"name\":\"b\"}");
        assertThat(console.replyTo("members"))
                .hasToString("{\"reply\":\"members\",\"members\":[{\"name\":\"b\",\"address\":\"" + other.address()
                        + "\",\"state\":\"alive\"}]}");
        other.dispose();
        events.await(event("member").and(with("kind", "suspected")).and(with("name", "b")));
    }

    @Test
    void whatIsThereAtTheBeginningIsTold() throws InterruptedException {
        node.topic(PRICES).put("tea", "2").block(LIMIT);
        Transcript late = new Transcript();
        new Console(node, List.of(PRICES), INTERVAL, new JsonLines(late.stream())).follow();
        assertThatObject(late.await(event("change"))).matches(with("key", "tea"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "fly                      | 'fly' is not a command; the commands are put T K V, remove T K,",
                "put prices               | 'put' must be written as: put T K V",
                "get stocks tea           | topic 'stocks' is not open here; open are prices (--topic)",
                "mode prices fast         | 'fast' is not a mode; it must be sync or async",
                "mode prices sync all     | 'all' is not a scope; it must be cluster",
            })
    void whatCannotBeDoneIsAnsweredWithWhatIsRight(String line, String message) {
        JsonNode reply = console.replyTo(line);
        assertThatObject(reply).matches(reply("error"));
        assertThat(reply.path("message").asString()).startsWith(message);
    }

    @Test
    void aWriteThatIsOverALimitIsAnsweredWithTheLimit() {
        JsonNode reply = console.replyTo("put prices tea " + "x".repeat(70_000));
        assertThatObject(reply).matches(reply("error"));
        assertThat(reply.path("message").asString()).contains("70003 bytes", "65536 (maxEntryBytes)");
        assertThat(events.lines()).isEmpty();
    }

    @Test
    void repliesComeInTheOrderOfTheCommandsAndEndWithTheFarewell() throws IOException {
        Transcript replies = new Transcript();
        String lines = "put prices tea 2 €\nfly\n\nget prices tea\nleave\nget prices tea\n";
        console.converse(
                new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), new JsonLines(replies.stream()));
        assertThat(replies.all(any -> true))
                .extracting(line -> line.path("reply").asString())
                .containsExactly("put", "error", "error", "get", "leave");
        assertThat(replies.all(reply("get"))).singleElement().matches(with("value", "2 €"));
        assertThat(node.isDisposed()).isTrue();
        assertThat(console.replyTo("put prices tea 3").path("message").asString())
                .endsWith("is closed");
    }
}
