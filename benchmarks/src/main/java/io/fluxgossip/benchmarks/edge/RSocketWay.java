package io.fluxgossip.benchmarks.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.SocketAcceptor;
import io.rsocket.core.RSocketConnector;
import io.rsocket.core.RSocketServer;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.TcpServerTransport;
import io.rsocket.util.ByteBufPayload;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;

/** Each update as one frame, fire-and-forget: it is there when the other side's handler is called. */
final class RSocketWay implements Way {

    private static final Duration START = Duration.ofSeconds(30);

    private final CloseableChannel server;
    private final RSocket client;
    private final Arrivals arrivals = new Arrivals();

    RSocketWay() {
        server = Objects.requireNonNull(RSocketServer.create(SocketAcceptor.forFireAndForget(this::arrived))
                .payloadDecoder(PayloadDecoder.ZERO_COPY)
                .bind(TcpServerTransport.create("127.0.0.1", 0))
                .block(START));
        client = Objects.requireNonNull(RSocketConnector.create()
                .payloadDecoder(PayloadDecoder.ZERO_COPY)
                .connect(TcpClientTransport.create(server.address()))
                .block(START));
    }

    private Mono<Void> arrived(Payload payload) {
        payload.release();
        arrivals.count(1);
        return Mono.empty();
    }

    private void send(Load load) {
        ByteBuf bytes = ByteBufAllocator.DEFAULT.buffer(load.bytes(), load.bytes());
        client.fireAndForget(ByteBufPayload.create(bytes.writeZero(load.bytes())))
                .subscribe();
    }

    @Override
    public long carry(Load load) throws TimeoutException {
        long awaited = arrivals.next(load.updates());
        for (int update = 0; update < load.updates(); update++) {
            send(load);
        }
        return Waiting.until(() -> arrivals.have(awaited));
    }

    @Override
    public long carryOne(Load load) throws TimeoutException {
        long awaited = arrivals.next(1);
        send(load);
        return Waiting.spinning(() -> arrivals.have(awaited));
    }

    @Override
    public void close() {
        client.dispose();
        server.dispose();
    }
}
