package io.fluxgossip.rsocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.GossipNode;
import io.fluxgossip.MemberEvent;
import io.fluxgossip.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Real nodes on loopback, each seeded with the earlier ones, closed with the test. */
final class Cluster implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(60);

    private final List<GossipNode> nodes = new ArrayList<>();

    GossipNode start(String name) {
        return start(name, spec -> spec);
    }

    GossipNode start(String name, UnaryOperator<RSocketGossip> change) {
        String[] seeds = nodes.stream().map(node -> node.address().toString()).toArray(String[]::new);
        RSocketGossip spec = RSocketGossip.node("test").name(name).seeds(Seeds.fixed(seeds));
        return own(change.apply(spec).startNow(LIMIT));
    }

    /** Takes over to close it. */
    GossipNode own(GossipNode node) {
        nodes.add(node);
        return node;
    }

    /** Waits until the first node has met these, in any order. */
    static void awaitMet(GossipNode node, String... names) {
        Flux.from(node.members())
                .ofType(MemberEvent.Joined.class)
                .map(joined -> joined.member().name())
                .filter(name -> Stream.of(names).anyMatch(name::equals))
                .take(names.length)
                .then()
                .block(LIMIT);
    }

    /** Waits for a condition, never for a time. */
    static void await(String what, BooleanSupplier condition) {
        await(what, LIMIT, condition);
    }

    static void await(String what, Duration limit, BooleanSupplier condition) {
        Boolean met = Flux.interval(Duration.ofMillis(2))
                .onBackpressureDrop()
                .map(tick -> condition.getAsBoolean())
                .filter(holds -> holds)
                .next()
                .timeout(limit, Mono.just(false))
                .block();
        assertThat(met).as(what).isTrue();
    }

    @Override
    public void close() {
        nodes.forEach(GossipNode::dispose);
        Flux.fromIterable(nodes).flatMap(GossipNode::onDispose).blockLast(LIMIT);
    }
}
