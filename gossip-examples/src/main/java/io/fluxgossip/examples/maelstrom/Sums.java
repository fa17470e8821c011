package io.fluxgossip.examples.maelstrom;

import io.fluxgossip.Codec;
import io.fluxgossip.Topic;
import io.fluxgossip.TopicSpec;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Version;
import java.math.BigInteger;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A counter: each life of a node writes a sum of its own, so that nobody overwrites what another has added, and the
 * value is the sum of them all.
 */
final class Sums implements Service {

    private final Topic<String, BigInteger> topic;
    private final String self;
    private final boolean falls;
    private final AtomicReference<BigInteger> own = new AtomicReference<>(BigInteger.ZERO);

    /**
     * One for each node.
     *
     * @param falls whether a delta may be less than 0
     */
    Sums(Topic<String, BigInteger> topic, NodeId self, boolean falls) {
        this.topic = topic;
        this.self = self.toString();
        this.falls = falls;
    }

    static TopicSpec<String, BigInteger> spec(String name) {
        return TopicSpec.of(name, Codec.utf8(), Codec.json(BigInteger.class));
    }

    @Override
    public Mono<ObjectNode> fulfil(String type, JsonNode request) {
        return switch (type) {
            case "add" -> add(request.path("delta")).thenReturn(Json.object());
            case "read" -> read();
            default -> Mono.error(Service.unknown(type));
        };
    }

    /** Requests are fulfilled one after the other, so sums are written in the order in which they grew. */
    private Mono<Version> add(JsonNode delta) {
        if (!delta.isIntegralNumber() || (!falls && delta.bigIntegerValue().signum() < 0)) {
            return Mono.error(Service.malformed("delta must be a whole number" + (falls ? "" : ", 0 or more")));
        }
        return Mono.defer(() -> topic.put(self, own.accumulateAndGet(delta.bigIntegerValue(), BigInteger::add)))
                .onErrorMap(failure -> new RequestRefusedException(
                        ErrorCode.CRASH, "it is counted with the next that is added, if there is one: " + failure));
    }

    private Mono<ObjectNode> read() {
        return topic.states()
                .next()
                .map(snapshot ->
                        Json.object().put("value", sum(snapshot.entries().values())));
    }

    private static BigInteger sum(Collection<BigInteger> sums) {
        return sums.stream().reduce(BigInteger.ZERO, BigInteger::add);
    }
}
