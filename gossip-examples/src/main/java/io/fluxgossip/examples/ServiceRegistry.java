package io.fluxgossip.examples;

import io.fluxgossip.Codec;
import io.fluxgossip.GossipNode;
import io.fluxgossip.Topic;
import io.fluxgossip.TopicSpec;
import io.fluxgossip.model.Detection;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Version;
import io.fluxgossip.rsocket.RSocketGossip;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Addresses of services by name, without those of members that are gone. */
public final class ServiceRegistry {

    static final TopicSpec<String, Instance> SPEC = TopicSpec.of("services", Codec.utf8(), Codec.json(Instance.class));

    private final GossipNode node;
    private final Topic<String, Instance> instances;
    private final AtomicInteger picked = new AtomicInteger();

    /** A service at an address, registered by one life of a node. */
    record Instance(String service, String address, NodeId node) {}

    ServiceRegistry(GossipNode node) {
        this.node = node;
        this.instances = node.topic(SPEC);
    }

    Mono<Version> register(String service, String address) {
        return instances.put(service + "@" + address, new Instance(service, address, node.id()));
    }

    /** The addresses now, then after each change. A node that was started again has none until it registers again. */
    Flux<List<String>> addresses(String service) {
        Flux<?> membership = Flux.merge(node.members(), node.health()); // a node that is alone has its health only
        return Flux.combineLatest(instances.states(), membership, (now, event) -> now)
                .map(now -> now.entries().values().stream()
                        .filter(one -> one.service().equals(service) && isHere(one.node()))
                        .map(Instance::address)
                        .sorted()
                        .toList())
                .distinctUntilChanged();
    }

    private boolean isHere(NodeId id) {
        return id.equals(node.id())
                || node.present().stream().anyMatch(other -> other.id().equals(id));
    }

    /** An address for one call, each in turn; empty if there is none. */
    Mono<String> pick(String service) {
        return addresses(service)
                .next()
                .filter(found -> !found.isEmpty())
                .map(found -> found.get(Math.floorMod(picked.getAndIncrement(), found.size())));
    }

    public static void main(String[] args) {
        Terminal terminal = Terminal.open(ServiceRegistry.class, args);
        terminal.print(Flux.usingWhen(
                RSocketGossip.node("service-registry")
                        .bind("127.0.0.1", terminal.port())
                        .seeds(terminal.seeds())
                        .node(spec -> spec.detection(Detection.DEFAULT.every(Duration.ofMillis(300))))
                        .start(),
                node -> serve(node, terminal.lines()),
                GossipNode::leave));
    }

    private static Flux<?> serve(GossipNode node, Flux<String> lines) {
        ServiceRegistry registry = new ServiceRegistry(node);
        Flux<?> shown = registry.register("orders", node.address().toString()).thenMany(registry.addresses("orders"));
        return Terminal.converse(lines, shown, enter -> registry.pick("orders").map("calls "::concat));
    }
}
