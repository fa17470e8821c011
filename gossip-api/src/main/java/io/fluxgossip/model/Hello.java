package io.fluxgossip.model;

import java.util.Objects;
import java.util.Optional;

/**
 * What two nodes tell each other first on every link; only the answer to it proves the link.
 *
 * @param cluster name of the cluster; nodes of different clusters refuse each other
 * @param protocol version of the protocol; neighbouring versions talk to each other
 * @param node who speaks
 * @param address where the speaker can be reached, as {@code host:port}; empty if it cannot
 */
public record Hello(String cluster, int protocol, NodeId node, String address) {

    /** The version of the protocol that this library speaks. */
    public static final int PROTOCOL = 1;

    public Hello {
        Objects.requireNonNull(cluster, "cluster");
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(address, "address");
    }

    /** Why this node does not talk to {@code other}; empty if it does. */
    public Optional<String> refusalOf(Hello other) {
        if (!cluster.equals(other.cluster)) {
            return Optional.of("this is cluster '" + cluster + "', " + other.node.name() + " belongs to cluster '"
                    + other.cluster + "'");
        }
        if (Math.abs(protocol - other.protocol) > 1) {
            return Optional.of("this node speaks protocol version " + protocol + ", " + other.node.name()
                    + " speaks version " + other.protocol + "; only neighbouring versions talk to each other");
        }
        if (node.equals(other.node)) {
            return Optional.of("this is " + node + " itself");
        }
        return Optional.empty();
    }
}
