package io.fluxgossip.examples.maelstrom;

import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a node does for clients. */
interface Service {

    /**
     * Fulfils a request, when subscribed to.
     *
     * @return emits what to answer, without the type; fails with a {@link RequestRefusedException} if the request is
     *     not of this service, or makes no sense
     */
    Mono<ObjectNode> fulfil(String type, JsonNode request);

    /** What to say to a request that no service knows. */
    static RequestRefusedException unknown(String type) {
        return new RequestRefusedException(
                ErrorCode.NOT_SUPPORTED, "'" + type + "' is no request that this node knows");
    }

    static RequestRefusedException malformed(String why) {
        return new RequestRefusedException(ErrorCode.MALFORMED_REQUEST, why);
    }
}
