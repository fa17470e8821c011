package io.fluxgossip.benchmarks.clusters.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports for libraries that have to be told one. */
final class Ports {

    private Ports() {}

    /** One that was free a moment ago; the few above it are so, too, most of the time. */
    static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Math.min(socket.getLocalPort(), 65_000);
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }
}
