package io.fluxgossip.benchmarks.clusters.peers;

import io.fluxgossip.Change;
import io.fluxgossip.Codec;
import io.fluxgossip.GossipNode;
import io.fluxgossip.Seeds;
import io.fluxgossip.Topic;
import io.fluxgossip.TopicSpec;
import io.fluxgossip.model.Dissemination;
import io.fluxgossip.model.Mode;
import io.fluxgossip.rsocket.RSocketGossip;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

/** This project. */
record FluxPeer(String name, String settings, Mode mode, Dissemination dissemination, int maxLinks) implements Peer {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    @Override
    public Replicas open() {
        return new FluxReplicas(TopicSpec.of("benchmark", Codec.utf8(), Codec.utf8())
                .mode(mode)
                .dissemination(dissemination)
                .maxKeys(1_000_000));
    }

    private final class FluxReplicas implements Replicas {
        private final TopicSpec<String, String> spec;
        private final List<GossipNode> nodes = new ArrayList<>();
        private final List<Topic<String, String>> topics = new ArrayList<>();

        FluxReplicas(TopicSpec<String, String> spec) {
            this.spec = spec;
        }

        @Override
        public void start() {
            Seeds seeds = nodes.isEmpty()
                    ? Seeds.none()
                    : Seeds.fixed(nodes.get(0).address().toString());
            GossipNode node = RSocketGossip.node("benchmark")
                    .name("node-" + nodes.size())
                    .seeds(seeds)
                    .node(changed -> changed.maxLinks(maxLinks))
                    .startNow(LONGEST);
            nodes.add(node);
            topics.add(node.topic(spec));
        }

        @Override
        public void put(int node, String key, String value) {
            topics.get(node).put(key, value).block(LONGEST);
        }

        @Override
        public void putAll(int node, Iterable<Map.Entry<String, String>> entries) {
            topics.get(node).putAll(Flux.fromIterable(entries)).block(Duration.ofMinutes(5));
        }

        @Override
        public @Nullable String get(int node, String key) {
            return topics.get(node).get(key);
        }

        @Override
        public int keys(int node) {
            return topics.get(node).size();
        }

        @Override
        public Runnable stall(int node) {
            BaseSubscriber<Change<String, String>> reader = new BaseSubscriber<>() {
                @Override
                protected void hookOnSubscribe(Subscription subscription) {
                    // and requests nothing
                }
            };
            topics.get(node).changes().subscribe(reader);
            return reader::cancel;
        }

        @Override
        public void close() {
            nodes.forEach(GossipNode::dispose);
        }
    }
}
