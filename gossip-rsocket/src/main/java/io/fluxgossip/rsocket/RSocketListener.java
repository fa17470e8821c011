package io.fluxgossip.rsocket;

import io.fluxgossip.GossipNode;
import io.fluxgossip.model.Address;
import io.fluxgossip.protocol.message.Hello;
import io.fluxgossip.rsocket.wire.Origins;
import io.fluxgossip.transport.Transport;
import io.rsocket.DuplexConnection;
import io.rsocket.core.RSocketConnector;
import io.rsocket.core.RSocketServer;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.transport.ClientTransport;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpClient;
import reactor.util.Logger;
import reactor.util.Loggers;

/** Makes links of sockets: those that others open, and those that this node opens. */
final class RSocketListener implements Transport.Listener {

    private static final Logger LOG = Loggers.getLogger(GossipNode.class);

    private final RSocketSpec spec;
    private final Transport.Host host;
    private final Origins origins = new Origins();
    private final FatalErrors fatal = new FatalErrors();

    /** All open sockets, whether or not the peer has said hello. */
    private final Set<SocketLink> links = ConcurrentHashMap.newKeySet();

    private volatile Address address;
    private volatile @Nullable DisposableServer server;

    RSocketListener(RSocketSpec spec, Transport.Host host) {
        this.spec = spec;
        this.host = host;
        this.address = spec.advertised().orElse(spec.bind());
    }

    Transport.Listener opened(DisposableServer bound) {
        server = bound;
        int port = ((InetSocketAddress) bound.address()).getPort();
        address = spec.advertised().orElse(new Address(spec.bind().host(), port));
        if (address.isUnspecified()) {
            LOG.warn(
                    "{} listens at {} and tells others no address; advertise one that they can reach",
                    host.id(),
                    address);
        }
        return this;
    }

    @Override
    public Address address() {
        return address;
    }

    private Hello hello() {
        return host.hello(address);
    }

    /** A socket that a peer opened: it has to say hello soon. */
    void accept(Connection socket) {
        try {
            awaitHello(socket);
        } catch (Throwable thrown) {
            host.traffic()
                    .refused("connection from " + socket.address() + ": "
                            + fatal.failure(thrown).getMessage());
            socket.dispose();
        }
    }

    private void awaitHello(Connection socket) {
        SocketLink link = link(socket, false);
        RSocketServer.create((setup, rsocket) -> Mono.just(link.accepted(rsocket)))
                .interceptors(registry -> registry.forRequestsInResponder(link.oversized()::of))
                .fragment(SocketLink.FRAGMENT_BYTES)
                .maxInboundPayloadSize(spec.maxMessageBytes())
                .payloadDecoder(PayloadDecoder.ZERO_COPY)
                .asConnectionAcceptor(SocketLink.FRAGMENT_BYTES)
                .apply(link.duplex())
                .subscribe(null, failure -> link.close(failure.toString()));
        Mono.delay(spec.connectTimeout())
                .takeUntilOther(socket.onDispose())
                .subscribe(late -> link.closeUnlessGreeted("no hello within " + spec.connectTimeout()), gone -> {});
    }

    @Override
    public Mono<Transport.Connection> connect(Address to) {
        return TcpClient.newConnection()
                .host(to.host())
                .port(to.port())
                .connect()
                .flatMap(socket -> fatal.signalled(greet(socket)))
                .timeout(spec.connectTimeout());
    }

    private Mono<Transport.Connection> greet(Connection socket) {
        SocketLink link = link(socket, true);
        return RSocketConnector.create()
                .keepAlive(spec.keepAlive(), spec.keepAliveTimeout())
                .interceptors(registry -> registry.forRequestsInResponder(link.oversized()::of))
                .fragment(SocketLink.FRAGMENT_BYTES)
                .maxInboundPayloadSize(spec.maxMessageBytes())
                .payloadDecoder(PayloadDecoder.ZERO_COPY)
                .acceptor((setup, rsocket) -> Mono.just(link.responder()))
                .connect(new Opened(link.duplex()))
                .flatMap(link::sayHello)
                .doOnError(failure -> link.close(failure.toString()))
                .doOnCancel(() -> link.close("nobody waits for it any more"));
    }

    private SocketLink link(Connection socket, boolean outbound) {
        Frames frames = new Frames(socket.channel().alloc(), host.traffic(), origins, spec.maxMessageBytes());
        SocketLink link = new SocketLink(this::hello, host, frames, socket, outbound);
        links.add(link);
        socket.onDispose(() -> links.remove(link));
        return link;
    }

    @Override
    public Mono<Void> close() {
        DisposableServer open = server;
        Mono<Void> shut =
                open == null ? Mono.empty() : Mono.fromRunnable(open::dispose).then(open.onDispose());
        return shut.thenMany(Flux.fromIterable(links))
                .doOnNext(link -> link.close("the node is closing"))
                .then();
    }

    /** A transport whose connection is open already. */
    private record Opened(DuplexConnection connection) implements ClientTransport {

        @Override
        public Mono<DuplexConnection> connect() {
            return Mono.just(connection);
        }

        @Override
        public int maxFrameLength() {
            return SocketLink.MAX_FRAME_BYTES;
        }
    }
}
