package io.fluxgossip.benchmarks.clusters.peers;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.EntryAdapter;
import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.replicatedmap.ReplicatedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/** Hazelcast's ReplicatedMap. */
record HazelcastPeer(String name, String settings, UnaryOperator<Config> tuning) implements Peer {

    @Override
    public Replicas open() {
        return new HazelcastReplicas();
    }

    private final class HazelcastReplicas extends MapReplicas<ReplicatedMap<String, String>> {
        private final List<HazelcastInstance> nodes = new ArrayList<>();
        private final int basePort = Ports.free();

        @Override
        public void start() {
            HazelcastInstance node = Hazelcast.newHazelcastInstance(tuning.apply(config(nodes.size())));
            nodes.add(node);
            maps.add(node.getReplicatedMap("benchmark"));
        }

        /** What says where and who; nothing here changes how fast anything is but the start. */
        private Config config(int number) {
            Config config = new Config("node-" + number)
                    .setClusterName("benchmark")
                    .setProperty("hazelcast.phone.home.enabled", "false")
                    .setProperty("hazelcast.logging.type", "none")
                    .setProperty("hazelcast.wait.seconds.before.join", "0")
                    .setProperty("hazelcast.socket.bind.any", "false")
                    .setProperty("hazelcast.shutdownhook.enabled", "false");
            config.getJetConfig().setEnabled(false);
            config.getNetworkConfig().setPort(basePort + number).setPortAutoIncrement(true);
            config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
            JoinConfig join = config.getNetworkConfig().getJoin();
            join.getAutoDetectionConfig().setEnabled(false);
            join.getMulticastConfig().setEnabled(false);
            join.getTcpIpConfig().setEnabled(true).addMember("127.0.0.1:" + basePort);
            return config;
        }

        @Override
        public void load(int node, Map<String, String> entries) {
            maps.get(node).putAll(entries);
        }

        @Override
        public Runnable stall(int node) {
            CountDownLatch gate = new CountDownLatch(1);
            maps.get(node).addEntryListener(new EntryAdapter<String, String>() {
                @Override
                public void onEntryEvent(EntryEvent<String, String> event) {
                    Gates.await(gate);
                }
            });
            return gate::countDown;
        }

        @Override
        public void close() {
            nodes.forEach(node -> node.getLifecycleService().terminate());
        }
    }
}
