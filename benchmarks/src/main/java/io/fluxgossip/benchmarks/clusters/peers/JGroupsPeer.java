package io.fluxgossip.benchmarks.clusters.peers;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jgroups.JChannel;
import org.jgroups.View;
import org.jgroups.blocks.ReplicatedHashMap;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.TP;

/** JGroups' ReplicatedHashMap. */
record JGroupsPeer(String name, String settings, Consumer<TP> tuning) implements Peer {

    private static final long STATE_TIMEOUT_MILLIS = 60_000;

    @Override
    public Replicas open() {
        return new JGroupsReplicas();
    }

    private final class JGroupsReplicas extends MapReplicas<ReplicatedHashMap<String, String>> {
        private final List<JChannel> channels = new ArrayList<>();
        private final int basePort = Ports.free();

        @Override
        public void start() throws Exception {
            JChannel channel = new JChannel("tcp.xml").name("node-" + channels.size());
            TP transport = channel.getProtocolStack().getTransport();
            InetAddress loopback = InetAddress.getLoopbackAddress();
            transport.setBindAddress(loopback);
            transport.setBindPort(basePort + channels.size());
            tuning.accept(transport);
            TCPPING discovery = channel.getProtocolStack().findProtocol(TCPPING.class);
            discovery.setInitialHosts(IntStream.rangeClosed(0, channels.size())
                    .mapToObj(node -> new InetSocketAddress(loopback, basePort + node))
                    .toList());
            channel.connect("benchmark");
            ReplicatedHashMap<String, String> map = new ReplicatedHashMap<>(channel);
            map.start(STATE_TIMEOUT_MILLIS);
            channels.add(channel);
            maps.add(map);
        }

        @Override
        public Runnable stall(int node) {
            CountDownLatch gate = new CountDownLatch(1);
            maps.get(node).addNotifier(new Stalled(gate));
            return gate::countDown;
        }

        @Override
        public void close() {
            channels.forEach(JChannel::close);
        }
    }

    private record Stalled(CountDownLatch gate) implements ReplicatedHashMap.Notification<String, String> {
        @Override
        public void entrySet(String key, String value) {
            Gates.await(gate);
        }

        @Override
        public void entryRemoved(String key) {}

        @Override
        public void viewChange(View view, List<org.jgroups.Address> joined, List<org.jgroups.Address> left) {}

        @Override
        public void contentsSet(Map<String, String> entries) {}

        @Override
        public void contentsCleared() {}
    }
}
