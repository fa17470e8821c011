package io.fluxgossip.examples.cli;

import io.fluxgossip.GossipNode;
import io.fluxgossip.MemberEvent;
import io.fluxgossip.Seeds;
import io.fluxgossip.Topic;
import io.fluxgossip.TopicSpec;
import io.fluxgossip.rsocket.RSocketGossip;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The nodes of one cluster in this JVM, {@code node-1} and so on, on sockets of the loopback interface. */
final class Fleet implements AutoCloseable {

    private final List<GossipNode> nodes = new ArrayList<>();

    /** Starts one more, which knows all the earlier ones. */
    void startOne(Duration limit) {
        String[] earlier = nodes.stream().map(node -> node.address().toString()).toArray(String[]::new);
        nodes.add(RSocketGossip.node("demo")
                .name("node-" + (nodes.size() + 1))
                .seeds(Seeds.fixed(earlier))
                .startNow(limit));
    }

    /** Returns when each has met all others. */
    void awaitEachOther(Duration limit) {
        int others = nodes.size() - 1;
        Mono<Void> met = Flux.fromIterable(nodes)
                .flatMap(node -> node.members().ofType(MemberEvent.Joined.class).take(others), nodes.size())
                .then();
        try {
            met.block(limit);
        } catch (IllegalStateException late) {
            throw new CommandFailedException("the nodes have not all met within " + limit.toSeconds() + " s", late);
        }
    }

    GossipNode first() {
        return nodes.get(0);
    }

    int size() {
        return nodes.size();
    }

    /** The topic on each node, by the name of the node; the first node comes first. */
    Map<String, Topic<String, String>> open(TopicSpec<String, String> spec) {
        Map<String, Topic<String, String>> opened = new LinkedHashMap<>();
        nodes.forEach(node -> opened.put(node.id().name(), node.topic(spec)));
        return opened;
    }

    /** Closes all, at once. */
    @Override
    public void close() {
        nodes.forEach(GossipNode::dispose);
    }
}
