package io.fluxgossip.benchmarks.clusters.peers;

import io.fluxgossip.model.Dissemination;
import io.fluxgossip.model.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** All that are compared. Each library as it comes, and once with what its documentation offers for speed. */
public final class Peers {

    private static final int LINKS = 64;

    private static final String PEKKO_TUNED = """
            pekko.cluster.distributed-data.gossip-interval = 200 ms
            pekko.cluster.distributed-data.notify-subscribers-interval = 50 ms
            pekko.cluster.distributed-data.max-delta-elements = 5000
            pekko.cluster.distributed-data.delta-crdt.max-delta-size = 500
            pekko.remote.artery.advanced.maximum-frame-size = 4 MiB
            pekko.remote.artery.advanced.buffer-pool-size = 32
            pekko.remote.artery.advanced.outbound-message-queue-size = 30000
            """;

    private static final String PEKKO_TUNED_TEXT =
            "16 LWWMaps, gossip every 200 ms, subscribers told every 50 ms, deltas of"
                    + " up to 500 updates and 5,000 elements, frames of 4 MiB, send queue of 30,000";

    private static final String HAZELCAST_TUNED_TEXT =
            "values kept as bytes, 31 partitions, 2 operation threads, 1 I/O" + " thread each way, 2 event threads";

    private static final List<Peer> ALL = List.of(
            flux("flux direct", "sync, `direct`, `maxLinks(64)`", Mode.sync(), Dissemination.direct(), LINKS),
            flux("flux tree", "sync, `tree`, else defaults", Mode.sync(), Dissemination.tree(), 16),
            flux(
                    "flux async 1s",
                    "async, 1 s, else defaults",
                    Mode.async(Duration.ofSeconds(1)),
                    Dissemination.auto(),
                    16),
            flux(
                    "flux async 200ms",
                    "async, 200 ms, else defaults",
                    Mode.async(Duration.ofMillis(200)),
                    Dissemination.auto(),
                    16),
            new ScaleCubePeer("scalecube", "defaults (LAN); updates are gossip messages", config -> config),
            new ScaleCubePeer(
                    "scalecube tuned",
                    "gossip every 50 ms, fanout 4; updates are gossip messages",
                    config -> config.gossip(gossip -> gossip.gossipInterval(50).gossipFanout(4))),
            new PekkoPeer("pekko", "defaults, one LWWMap, WriteLocal", "", 1, false),
            new PekkoPeer("pekko tuned", PEKKO_TUNED_TEXT + ", WriteLocal", PEKKO_TUNED, 16, false),
            new PekkoPeer("pekko writeall", "defaults, one LWWMap, WriteAll, 64 writes under way", "", 1, true),
            new PekkoPeer(
                    "pekko writeall tuned",
                    PEKKO_TUNED_TEXT + ", WriteAll, 64 writes under way",
                    PEKKO_TUNED,
                    16,
                    true),
            new HazelcastPeer("hazelcast", "defaults, members told by TCP/IP, Jet off", config -> config),
            new HazelcastPeer("hazelcast tuned", HAZELCAST_TUNED_TEXT, Tunings::hazelcast),
            new JGroupsPeer("jgroups", "`tcp.xml`, TCPPING told of all that are there", transport -> {}),
            new JGroupsPeer("jgroups tuned", "the same with `tcp_nodelay`, 8 threads at most", Tunings::jgroups));

    private Peers() {}

    private static Peer flux(String name, String settings, Mode mode, Dissemination dissemination, int links) {
        return new FluxPeer(name, settings, mode, dissemination, links);
    }

    public static List<Peer> all() {
        return ALL;
    }

    /** This project in all its ways, and of each other library the setting that does best where time is short. */
    public static List<Peer> few() {
        List<String> left = List.of("scalecube", "pekko", "pekko writeall", "hazelcast tuned", "jgroups");
        return ALL.stream().filter(peer -> !left.contains(peer.name())).toList();
    }

    /** The one of this name. */
    public static Optional<Peer> named(String name) {
        return ALL.stream().filter(peer -> peer.name().equals(name)).findFirst();
    }
}
