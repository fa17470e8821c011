package io.fluxgossip.examples.maelstrom;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One line of Maelstrom: who says what to whom.
 *
 * @param body what is said, of whatever shape; mutable, so whoever sends it gives it away
 */
record Envelope(String src, String dest, JsonNode body) {

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it does not say who sent it to whom, so that nobody could be answered
     */
    static Envelope parse(String line) {
        JsonNode envelope = read(line);
        JsonNode src = envelope.path("src");
        JsonNode dest = envelope.path("dest");
        if (!src.isString() || !dest.isString()) {
            throw new IllegalArgumentException("a message must be an object with the strings src and dest: " + line);
        }
        return new Envelope(src.stringValue(), dest.stringValue(), envelope.path("body"));
    }

    private static JsonNode read(String line) {
        try {
            return Json.read(line);
        } catch (JacksonException unreadable) {
            throw new IllegalArgumentException("this line is no JSON: " + line, unreadable);
        }
    }

    /** What kind of message it is; empty if it does not say. */
    String type() {
        return body.path("type").stringValue("");
    }

    /** Whether the sender waits for an answer. */
    boolean isQuestion() {
        return body.path("msg_id").isIntegralNumber();
    }

    /** The answer to this question. */
    Envelope answer(String type, ObjectNode content) {
        return new Envelope(
                /* src= */ dest, /* dest= */ src, content.put("type", type).set("in_reply_to", body.path("msg_id")));
    }

    String line() {
        return Json.write(Json.object().put("src", src).put("dest", dest).set("body", body));
    }
}
