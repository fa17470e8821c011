package io.fluxgossip.examples.maelstrom;

import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What one node sends another: on which link, and what.
 *
 * @param src the name of the node that sent it
 * @param link the name that its dialler gave the link; answers name none
 */
record Letter(String src, Kind kind, String link, JsonNode body) {

    /** The sorts of letters, by the type of their bodies. */
    enum Kind {
        /** Wants no answer. */
        NOTICE("gossip"),
        /** Wants an answer. */
        QUESTION("gossip_ask"),
        /** Wants the next piece of an answer that comes in pieces. */
        MORE("gossip_more"),
        /** Is an answer, or one piece of it. */
        ANSWER("gossip_ok"),
        /** The link is no more. */
        CLOSE("gossip_close");

        private final String type;

        Kind(String type) {
            this.type = type;
        }

        String type() {
            return type;
        }
    }

    /** The letter in a message; empty if there is none, and the message is that of a client. */
    static Optional<Letter> in(Envelope message) {
        JsonNode body = message.body();
        return Stream.of(Kind.values())
                .filter(kind -> kind.type().equals(message.type()))
                .findFirst()
                .map(kind -> new Letter(message.src(), kind, body.path("link").stringValue(""), body));
    }

    /** Its number among the questions of its sender. */
    long number() {
        return body.path("msg_id").asLong(0);
    }

    /** The number of the question that this answers. */
    long inReplyTo() {
        return body.path("in_reply_to").asLong(0);
    }

    /** The number of the question whose answer this wants more of. */
    long moreOf() {
        return body.path("of").asLong(0);
    }

    /** The frame as text; empty if there is none, since all pieces were sent. */
    String frame() {
        return body.path("frame").stringValue("");
    }
}
