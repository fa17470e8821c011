package io.fluxgossip.examples.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes JSON objects, one a line in UTF-8, each whole and at once; from any thread. Never throws: nobody may listen.
 */
final class JsonLines {

    private final JsonMapper mapper = new JsonMapper();
    private final PrintStream out;

    JsonLines(PrintStream out) {
        this.out = out;
    }

    static JsonLines toNowhere() {
        return new JsonLines(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }

    /** The beginning of a line that tells what happened. */
    static ObjectNode event(String kind) {
        return JsonNodeFactory.instance.objectNode().put("event", kind);
    }

    /** The beginning of a line that answers a command. */
    static ObjectNode reply(String command) {
        return JsonNodeFactory.instance.objectNode().put("reply", command);
    }

    void write(ObjectNode object) {
        write(mapper.writeValueAsString(object));
    }

    /** An object that is JSON already, without the end of the line. */
    void write(String object) {
        byte[] line = (object + "\n").getBytes(StandardCharsets.UTF_8);
        synchronized (out) {
            out.writeBytes(line);
            out.flush();
        }
    }
}
