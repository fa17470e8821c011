package io.fluxgossip.rsocket;

import io.fluxgossip.GossipNode;
import io.fluxgossip.NodeSpec;
import io.fluxgossip.Seeds;
import io.fluxgossip.model.Address;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/**
 * A node over RSocket before it is started: an immutable value; every method returns another one.
 *
 * <pre>{@code
 * GossipNode node = RSocketGossip.node("shop")
 *         .name("shop-1")
 *         .bind("0.0.0.0", 7400)
 *         .advertise("10.0.0.7", 7400)
 *         .seeds(Seeds.fixed("10.0.0.8:7400"))
 *         .startNow(Duration.ofSeconds(10));
 * }</pre>
 */
public final class RSocketGossip {

    private final NodeSpec node;
    private final RSocketSpec socket;

    private RSocketGossip(NodeSpec node, RSocketSpec socket) {
        this.node = node;
        this.socket = socket;
    }

    /** A node of this cluster, with a random name, that listens on any free port of the loopback interface. */
    public static RSocketGossip node(String cluster) {
        String name = "node-" + UUID.randomUUID().toString().substring(0, 8);
        return new RSocketGossip(NodeSpec.of(cluster, name), RSocketSpec.DEFAULT);
    }

    /** Unique in the cluster among nodes that are up at the same time; 1 to 255 bytes of UTF-8. */
    public RSocketGossip name(String name) {
        return node(spec -> spec.name(name));
    }

    /** The address to listen at; port 0 is any free port. */
    public RSocketGossip bind(String host, int port) {
        return socket(spec -> spec.withBind(new Address(host, port)));
    }

    /** The address to tell others; needed if bound to all interfaces or behind address translation. */
    public RSocketGossip advertise(String host, int port) {
        return socket(spec -> spec.withAdvertised(new Address(host, port)));
    }

    /** Seeds at which it looks for others; none by default. */
    public RSocketGossip seeds(Seeds seeds) {
        return node(spec -> spec.seeds(seeds));
    }

    /** The registry of its {@link io.fluxgossip.GossipMeter}s; none by default. */
    public RSocketGossip meters(MeterRegistry registry) {
        return node(spec -> spec.meters(registry));
    }

    /** Settings that do not depend on the transport. */
    public RSocketGossip node(UnaryOperator<NodeSpec> change) {
        return new RSocketGossip(change.apply(node), socket);
    }

    /** Settings of this transport alone. */
    public RSocketGossip socket(UnaryOperator<RSocketSpec> change) {
        return new RSocketGossip(node, change.apply(socket));
    }

    /**
     * Starts a node at each subscription; emits it once others can connect, or fails if the address cannot be bound.
     */
    public Mono<GossipNode> start() {
        return node.start(new RSocketTransport(socket));
    }

    /** {@link #start()} for callers that may block, such as a main method. */
    public GossipNode startNow(Duration atMost) {
        return Objects.requireNonNull(start().block(atMost), "a node that starts is emitted");
    }
}
