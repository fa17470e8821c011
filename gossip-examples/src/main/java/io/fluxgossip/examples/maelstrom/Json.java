package io.fluxgossip.examples.maelstrom;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON as clients mean it: numbers keep all their digits, and objects that are equal are written alike. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .build();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /**
     * Reads one value.
     *
     * @throws tools.jackson.core.JacksonException if the text is none, or more than one
     */
    static JsonNode read(String text) {
        return MAPPER.readTree(text);
    }

    /** On one line. */
    static String write(JsonNode value) {
        return MAPPER.writeValueAsString(value);
    }
}
