package io.fluxgossip.transport;

import io.fluxgossip.protocol.message.Hello;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of one connection's hello: before it is done there is no peer, and nobody to whom the peer's messages could
 * be handed. Safe from any thread.
 */
public final class Handshake {

    private volatile @Nullable Hello peer;
    private volatile Transport.@Nullable Inbound inbound;

    /** Both sides have accepted each other: shows the connection to the node. */
    public void done(Hello theirs, Transport.Connection connection, Transport.Host host) {
        peer = theirs;
        inbound = host.connected(connection);
    }

    /**
     * The peer's hello.
     *
     * @throws NullPointerException before it is done
     */
    public Hello peer() {
        return Objects.requireNonNull(peer, "the peer has not said hello");
    }

    /** The peer's hello; null before it is done. */
    public @Nullable Hello peerIfKnown() {
        return peer;
    }

    /** The receiver of the peer's messages; null before it is done. */
    public Transport.@Nullable Inbound inbound() {
        return inbound;
    }
}
