package io.fluxgossip.benchmarks.clusters.peers;

import io.scalecube.cluster.Cluster;
import io.scalecube.cluster.ClusterConfig;
import io.scalecube.cluster.ClusterImpl;
import io.scalecube.cluster.ClusterMessageHandler;
import io.scalecube.cluster.transport.api.Message;
import io.scalecube.transport.netty.tcp.TcpTransportFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;

/**
 * ScaleCube Cluster. It has no map: an update is a gossip message, and each node keeps the newest value of each key, by
 * the number at its head. Who joins later hears nothing of what was before.
 */
record ScaleCubePeer(String name, String settings, UnaryOperator<ClusterConfig> tuning) implements Peer {

    /** One that has much to spread does not end soon. */
    private static final Duration CLOSING = Duration.ofSeconds(5);

    @Override
    public Replicas open() {
        return new ScaleCubeReplicas();
    }

    private final class ScaleCubeReplicas extends MapReplicas<Map<String, String>> {
        private final List<Cluster> nodes = new ArrayList<>();
        private final Map<Integer, CountDownLatch> stalled = new ConcurrentHashMap<>();

        @Override
        public void start() {
            int number = nodes.size();
            Map<String, String> map = new ConcurrentHashMap<>();
            maps.add(map);
            List<String> seeds =
                    nodes.isEmpty() ? List.of() : List.of(nodes.get(0).address());
            nodes.add(new ClusterImpl(tuning.apply(ClusterConfig.defaultConfig())
                            .externalHost("127.0.0.1")
                            .memberAlias("node-" + number)
                            .membership(membership -> membership.seedMembers(seeds)))
                    .transportFactory(TcpTransportFactory::new)
                    .handler(cluster -> new ClusterMessageHandler() {
                        @Override
                        public void onGossip(Message gossip) {
                            Gates.await(stalled.get(number));
                            apply(map, gossip.header("key"), gossip.data());
                        }
                    })
                    .startAwait());
        }

        private static void apply(Map<String, String> map, String key, String value) {
            map.merge(key, value, (held, told) -> told.compareTo(held) > 0 ? told : held);
        }

        @Override
        public void put(int node, String key, String value) {
            apply(maps.get(node), key, value);
            nodes.get(node)
                    .spreadGossip(Message.builder()
                            .qualifier("update")
                            .header("key", key)
                            .data(value)
                            .build())
                    .subscribe(done -> {}, lost -> {});
        }

        @Override
        public Runnable stall(int node) {
            CountDownLatch gate = new CountDownLatch(1);
            stalled.put(node, gate);
            return gate::countDown;
        }

        @Override
        public void close() {
            nodes.forEach(Cluster::shutdown);
            Flux.fromIterable(nodes)
                    .flatMap(Cluster::onShutdown)
                    .timeout(CLOSING)
                    .onErrorComplete()
                    .blockLast();
        }
    }
}
