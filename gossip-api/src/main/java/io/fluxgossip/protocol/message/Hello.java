package io.fluxgossip.protocol.message;

import io.fluxgossip.model.Names;
import io.fluxgossip.model.NodeId;
import java.util.Objects;
import java.util.Optional;

/**
 * The first message of either node on every link; only the answer to it proves the link.
 *
 * @param cluster name of the cluster; nodes of different clusters refuse each other
 * @param protocol version of the protocol, 1 or more; neighbouring versions talk to each other
 * @param speaker what the node that speaks says of itself, so that the other need not ask who it is
 */
public record Hello(String cluster, int protocol, MemberState speaker) {

    /** The version of the protocol that this library speaks. */
    public static final int PROTOCOL = 1;

    /** The longest name of a cluster, in bytes of UTF-8. */
    public static final int MAX_CLUSTER_BYTES = 255;

    public Hello {
        Objects.requireNonNull(cluster, "cluster");
        Objects.requireNonNull(speaker, "speaker");
        if (protocol < 1) {
            throw new IllegalArgumentException("the protocol version must be at least 1, was " + protocol);
        }
        int bytes = Names.bytes(cluster);
        if (bytes > MAX_CLUSTER_BYTES) {
            throw new IllegalArgumentException(
                    "the name of the cluster has " + bytes + " bytes of UTF-8, limit " + MAX_CLUSTER_BYTES);
        }
        if (!speaker.by().equals(speaker.member())) {
            throw new IllegalArgumentException(
                    speaker.by() + " says hello in the name of " + speaker.member() + "; a node speaks for itself");
        }
    }

    /** The node that speaks. */
    public NodeId node() {
        return speaker.member();
    }

    /** Why this node does not talk to {@code other}; empty if it does. */
    public Optional<String> refusalOf(Hello other) {
        if (!cluster.equals(other.cluster)) {
            return Optional.of("this is cluster '" + cluster + "', "
                    + other.node().name() + " belongs to cluster '" + other.cluster + "'");
        }
        if (Math.abs(protocol - other.protocol) > 1) {
            return Optional.of("this node speaks protocol version " + protocol + ", "
                    + other.node().name() + " speaks version " + other.protocol
                    + "; only neighbouring versions talk to each other");
        }
        if (node().equals(other.node())) {
            return Optional.of("this is " + node() + " itself");
        }
        return Optional.empty();
    }
}
