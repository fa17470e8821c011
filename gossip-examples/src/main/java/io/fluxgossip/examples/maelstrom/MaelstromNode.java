package io.fluxgossip.examples.maelstrom;

import io.fluxgossip.GossipNode;
import io.fluxgossip.NodeSpec;
import io.fluxgossip.Seeds;
import io.fluxgossip.model.Address;
import io.fluxgossip.model.Detection;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A node as Maelstrom sees it: lines in, lines out. {@code init} starts a node of Flux Gossip, whose links are lines
 * too; clients read and write its one topic.
 *
 * <p>Lines are taken one at a time; those that go out may come from any thread.
 */
public final class MaelstromNode {

    /**
     * Partitions are all that happens to the nodes of a test, and they end: nobody is in a hurry to declare a member
     * dead, and each question about that would count as a message of the protocol.
     */
    private static final Detection DETECTION = Detection.DEFAULT.every(Duration.ofSeconds(5));

    /**
     * Nodes that all others dial when they start. Whom else to dial they learn there, so that of any two only one does.
     */
    private static final int SEEDS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(MaelstromNode.class);

    private static final String CLUSTER = "maelstrom";

    private final Workload workload;
    private final Conduct conduct;
    private final Scheduler timers;
    private final UnaryOperator<NodeSpec> tuning;
    private final Consumer<String> out;

    private volatile @Nullable Running running;

    /** What there is once a node has been told who it is. */
    private record Running(GossipNode node, MaelstromTransport transport, Service service) {}

    /**
     * A node that waits for its {@code init}.
     *
     * @param timers give time and timers
     * @param tuning of the node before it is started, but for its name, seeds and timers
     * @param out takes lines, without their ends
     */
    public MaelstromNode(
            Workload workload,
            Conduct conduct,
            Scheduler timers,
            UnaryOperator<NodeSpec> tuning,
            Consumer<String> out) {
        this.workload = workload;
        this.conduct = conduct;
        this.timers = timers;
        this.tuning = tuning;
        this.out = out;
    }

    /**
     * Takes a line. Never throws: what cannot be done is answered, or told to the log if nobody is there to be
     * answered.
     */
    public void take(String line) {
        try {
            taken(Envelope.parse(line));
        } catch (IllegalArgumentException nobodysRequest) {
            LOG.warn("{}", oneLine(nobodysRequest));
        } catch (RuntimeException fault) {
            LOG.error("a message failed, and the node goes on: {}", line, fault);
        }
    }

    private void taken(Envelope message) {
        Letter.in(message)
                .ifPresentOrElse(
                        this::heard,
                        () -> fulfil(message)
                                .onErrorResume(failure -> refusal(message, failure))
                                .subscribe(
                                        this::post, failure -> LOG.error("an answer could not be written", failure)));
    }

    /** What peers say to a node that does not know who it is, they will say again. */
    private void heard(Letter letter) {
        Running now = running;
        if (now != null) {
            now.transport().heard(letter);
        }
    }

    private void post(Envelope message) {
        out.accept(message.line());
    }

    private Mono<Envelope> fulfil(Envelope request) {
        return Mono.defer(() -> answer(request.type(), request.body()))
                .filter(answer -> request.isQuestion())
                .map(answer -> request.answer(request.type() + "_ok", answer));
    }

    private Mono<ObjectNode> answer(String type, JsonNode request) {
        Running now = running;
        if (type.isEmpty()) {
            return Mono.error(Service.malformed("a body must be an object with a string as its type"));
        }
        if (type.equals("init")) {
            return init(request);
        }
        if (now == null) {
            return Mono.error(new RequestRefusedException(
                    ErrorCode.TEMPORARILY_UNAVAILABLE, "this node does not know yet who it is; init must come first"));
        }
        return type.equals("topology") ? topology(request) : now.service().fulfil(type, request);
    }

    /** Whom to push to is for the topic's own dissemination to decide. */
    private static Mono<ObjectNode> topology(JsonNode request) {
        return request.path("topology").isObject()
                ? Mono.fromSupplier(Json::object)
                : Mono.error(Service.malformed("a topology must be an object of neighbours by node"));
    }

    private Mono<ObjectNode> init(JsonNode request) {
        JsonNode self = request.path("node_id");
        JsonNode all = request.path("node_ids");
        if (!self.isString() || !all.isArray() || !all.valueStream().allMatch(JsonNode::isString)) {
            return Mono.error(Service.malformed("init must name this node, node_id, and all nodes, node_ids"));
        }
        if (running != null) {
            return Mono.error(new RequestRefusedException(ErrorCode.ABORT, "this node was told before who it is"));
        }
        return start(
                        self.stringValue(),
                        all.valueStream().map(JsonNode::stringValue).toList())
                .onErrorMap(IllegalArgumentException.class, wrong -> Service.malformed(oneLine(wrong)))
                .thenReturn(Json.object());
    }

    private Mono<GossipNode> start(String self, List<String> all) {
        MaelstromTransport transport = new MaelstromTransport(self, timers, this::post);
        return Mono.defer(() -> tuning.apply(NodeSpec.of(CLUSTER, self).detection(DETECTION))
                        .maxLinks(all.size())
                        .seeds(Seeds.fixed(seeds(self, all)))
                        .timers(timers)
                        .start(transport))
                .doOnNext(node -> running = new Running(node, transport, workload.serve(node, conduct)));
    }

    /** The first nodes tell each other of all; a node's own name would tell it nothing. */
    private static Address[] seeds(String self, List<String> all) {
        return all.stream()
                .limit(SEEDS)
                .takeWhile(node -> !node.equals(self))
                .map(MaelstromTransport::addressOf)
                .toArray(Address[]::new);
    }

    private Mono<Envelope> refusal(Envelope request, Throwable failure) {
        ErrorCode code = ErrorCode.of(failure);
        String text = oneLine(failure);
        if (code == ErrorCode.CRASH) {
            LOG.error("a request failed", failure);
        }
        if (!request.isQuestion()) {
            LOG.warn("{} asked for what cannot be done: {}", request.src(), text);
            return Mono.empty();
        }
        return Mono.just(
                request.answer("error", Json.object().put("code", code.number()).put("text", text)));
    }

    private static String oneLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }

    /** Ends the node, if it has begun. */
    public void close() {
        Running now = running;
        if (now != null) {
            now.node().dispose();
        }
    }
}
