package io.fluxgossip.rsocket;

import io.fluxgossip.model.CannotListenException;
import io.fluxgossip.transport.Transport;
import reactor.core.publisher.Mono;
import reactor.netty.tcp.TcpServer;

/** RSocket over TCP, on the event loops that all of Reactor Netty shares. */
final class RSocketTransport implements Transport {

    private final RSocketSpec spec;

    RSocketTransport(RSocketSpec spec) {
        this.spec = spec;
    }

    @Override
    public int maxMessageBytes() {
        return spec.maxMessageBytes();
    }

    @Override
    public Mono<Listener> listen(Host host) {
        return Mono.defer(() -> {
            NettyVersions.check();
            RSocketListener listener = new RSocketListener(spec, host);
            return TcpServer.create()
                    .host(spec.bind().host())
                    .port(spec.bind().port())
                    .doOnConnection(listener::accept)
                    .bind()
                    .onErrorMap(failure -> new CannotListenException(spec.bind(), failure))
                    .map(listener::opened);
        });
    }
}
