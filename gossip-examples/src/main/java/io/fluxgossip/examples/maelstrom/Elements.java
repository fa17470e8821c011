package io.fluxgossip.examples.maelstrom;

import io.fluxgossip.Codec;
import io.fluxgossip.Topic;
import io.fluxgossip.TopicSpec;
import java.util.Set;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** A set that only grows, of any JSON: each element is a key of the topic, as its own text. */
final class Elements implements Service {

    /** An element is there or not; there is no more to say of it. */
    private static final String PRESENT = "";

    private final Topic<String, String> topic;
    private final Vocabulary words;

    /**
     * How clients call what they do: the request that adds, the element in it, and all elements in the answer to a
     * read.
     */
    record Vocabulary(String add, String element, String all) {}

    Elements(Topic<String, String> topic, Vocabulary words) {
        this.topic = topic;
        this.words = words;
    }

    static TopicSpec<String, String> spec(String name) {
        return TopicSpec.of(name, Codec.utf8(), Codec.utf8());
    }

    @Override
    public Mono<ObjectNode> fulfil(String type, JsonNode request) {
        if (type.equals(words.add())) {
            return add(request).thenReturn(Json.object());
        }
        return type.equals("read") ? read() : Mono.error(Service.unknown(type));
    }

    /** An element that is here already is on its way to everyone, so nothing is written again. */
    private Mono<Void> add(JsonNode request) {
        JsonNode element = request.get(words.element());
        if (element == null) {
            return Mono.error(Service.malformed("what to " + words.add() + " is missing: " + words.element()));
        }
        String text = Json.write(element);
        return topic.get(text) == null ? topic.put(text, PRESENT).then() : Mono.empty();
    }

    private Mono<ObjectNode> read() {
        return topic.states().next().map(snapshot -> listed(snapshot.entries().keySet()));
    }

    private ObjectNode listed(Set<String> elements) {
        ObjectNode answer = Json.object();
        ArrayNode all = answer.putArray(words.all());
        elements.forEach(element -> all.addRawValue(new RawValue(element)));
        return answer;
    }
}
