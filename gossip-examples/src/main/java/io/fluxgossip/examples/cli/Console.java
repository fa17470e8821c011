package io.fluxgossip.examples.cli;

import io.fluxgossip.Agreement;
import io.fluxgossip.GossipNode;
import io.fluxgossip.Member;
import io.fluxgossip.TopicSpec;
import io.fluxgossip.model.GossipException;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.Scope;
import io.fluxgossip.model.Version;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A node in conversation: one command a line, one reply each, in the order of the commands; and events in between. */
final class Console {

    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

    private static final Duration LEAVE_LIMIT = Duration.ofSeconds(10);

    private final GossipNode node;
    private final Duration interval;
    private final NavigableMap<String, ReportedTopic> topics = new TreeMap<>();
    private final ReportedMembers members;

    private boolean hasLeft;

    /**
     * Opens the topics.
     *
     * @param interval of the modes that are switched to
     */
    Console(GossipNode node, List<TopicSpec<String, String>> specs, Duration interval, JsonLines events) {
        this.node = node;
        this.interval = interval;
        this.members = new ReportedMembers(node, events);
        for (TopicSpec<String, String> spec : specs) {
            Mode mode = spec.config().mode();
            topics.put(spec.name(), new ReportedTopic(node.topic(spec), mode, events));
        }
    }

    /** Begins to tell events. */
    void follow() {
        members.follow();
        topics.values().forEach(ReportedTopic::follow);
    }

    /** Replies to line after line until the node has left; goes on without commands if there are no more. */
    void converse(InputStream commands, JsonLines replies) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(commands, StandardCharsets.UTF_8));
        while (!hasLeft) {
            String line = lines.readLine();
            if (line == null) {
                node.onDispose().block();
                return;
            }
            replies.write(replyTo(line));
        }
    }

    /** Never throws: what cannot be done is a reply too. */
    ObjectNode replyTo(String line) {
        try {
            return carryOut(NodeRequest.parse(line));
        } catch (BadLineException | GossipException refused) {
            return error(String.valueOf(refused.getMessage()));
        } catch (RuntimeException fault) {
            LOG.error("a command failed", fault);
            return error(fault.toString());
        }
    }

    private static ObjectNode error(String message) {
        return JsonLines.reply("error").put("message", message);
    }

    private ObjectNode carryOut(NodeRequest request) {
        return switch (request.verb()) {
            case PUT -> put(request);
            case REMOVE -> remove(request);
            case GET -> get(request);
            case STATE -> state(request);
            case MODE -> mode(request);
            case MEMBERS -> members(request);
            case AGREEMENT -> agreement(request);
            case LEAVE -> leave(request);
        };
    }

    private ObjectNode put(NodeRequest request) {
        String key = request.argument(1);
        return written(request, topic(request).put(key, request.argument(2)));
    }

    private ObjectNode remove(NodeRequest request) {
        return written(request, topic(request).remove(request.argument(1)));
    }

    private static ObjectNode written(NodeRequest request, Version version) {
        return replyWithTopic(request)
                .put("key", request.argument(1))
                .put("origin", version.origin().name())
                .put("timestamp", version.timestamp());
    }

    private ObjectNode get(NodeRequest request) {
        String key = request.argument(1);
        return replyWithTopic(request)
                .put("key", key)
                .put("value", topic(request).get(key));
    }

    private ObjectNode state(NodeRequest request) {
        ObjectNode reply = replyWithTopic(request);
        ObjectNode entries = reply.putObject("entries");
        topic(request).state().forEach(entries::put);
        return reply;
    }

    private ObjectNode mode(NodeRequest request) {
        ReportedTopic topic = topic(request);
        ModeName name = modeName(request.argument(1));
        Mode previous = topic.switchTo(name.every(interval), scope(request));
        return replyWithTopic(request)
                .put("mode", name.toString())
                .put("previous", ModeName.of(previous).toString());
    }

    private static ModeName modeName(String word) {
        try {
            return ModeName.parse(word);
        } catch (IllegalArgumentException unknown) {
            throw new BadLineException(String.valueOf(unknown.getMessage()));
        }
    }

    private static Scope scope(NodeRequest request) {
        if (request.arguments().size() < 3) {
            return Scope.LOCAL;
        }
        if (request.argument(2).equals("cluster")) {
            return Scope.CLUSTER;
        }
        throw new BadLineException("'" + request.argument(2) + "' is not a scope; it must be cluster, or nothing for"
                + " this node alone");
    }

    private ObjectNode members(NodeRequest request) {
        ObjectNode reply = reply(request);
        ArrayNode list = reply.putArray("members");
        for (Member member : members.now()) {
            list.addObject()
                    .put("name", member.name())
                    .put("address", member.address())
                    .put("state", member.state().name().toLowerCase(Locale.ROOT));
        }
        return reply;
    }

    private ObjectNode agreement(NodeRequest request) {
        Agreement agreement = topic(request).agreement();
        return replyWithTopic(request)
                .put("members", agreement.members())
                .put("holding", agreement.holding())
                .put("behindMillis", agreement.behind().toMillis());
    }

    private ObjectNode leave(NodeRequest request) {
        node.leave().block(LEAVE_LIMIT);
        hasLeft = true;
        return reply(request);
    }

    private static ObjectNode reply(NodeRequest request) {
        return JsonLines.reply(request.verb().word());
    }

    private static ObjectNode replyWithTopic(NodeRequest request) {
        return reply(request).put("topic", request.argument(0));
    }

    private ReportedTopic topic(NodeRequest request) {
        String name = request.argument(0);
        ReportedTopic topic = topics.get(name);
        if (topic == null) {
            throw new BadLineException("topic '" + name + "' is not open here; open are "
                    + (topics.isEmpty() ? "none" : String.join(", ", topics.keySet())) + " (--topic)");
        }
        return topic;
    }
}
