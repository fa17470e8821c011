package io.fluxgossip.benchmarks.clusters.peers;

import com.hazelcast.config.Config;
import com.hazelcast.config.InMemoryFormat;
import org.jgroups.protocols.TP;

/** What peers are set to besides their defaults. */
final class Tunings {

    private Tunings() {}

    static Config hazelcast(Config config) {
        config.getReplicatedMapConfig("benchmark").setInMemoryFormat(InMemoryFormat.BINARY);
        return config.setProperty("hazelcast.partition.count", "31")
                .setProperty("hazelcast.operation.thread.count", "2")
                .setProperty("hazelcast.io.input.thread.count", "1")
                .setProperty("hazelcast.io.output.thread.count", "1")
                .setProperty("hazelcast.event.thread.count", "2");
    }

    static void jgroups(TP transport) {
        transport.getThreadPool().setMaxThreads(8);
        if (transport instanceof org.jgroups.protocols.TCP tcp) {
            tcp.tcpNodelay(true);
        }
    }
}
