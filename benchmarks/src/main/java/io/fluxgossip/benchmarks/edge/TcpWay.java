package io.fluxgossip.benchmarks.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/**
 * Each update as one frame behind its length, on Reactor Netty alone: it is there when the other side has cut it out.
 */
final class TcpWay implements Way {

    private static final Duration START = Duration.ofSeconds(30);
    private static final int LENGTH_BYTES = 4;

    private final DisposableServer server;
    private final Connection client;
    private final Arrivals arrivals = new Arrivals();

    TcpWay() {
        server = TcpServer.create()
                .host("127.0.0.1")
                .port(0)
                .doOnConnection(connection -> connection.addHandlerLast(
                        new LengthFieldBasedFrameDecoder(1 << 20, 0, LENGTH_BYTES, 0, LENGTH_BYTES)))
                .handle((in, out) ->
                        in.receive().doOnNext(frame -> arrivals.count(1)).then())
                .bindNow(START);
        client = TcpClient.newConnection().remoteAddress(server::address).connectNow(START);
    }

    private static ByteBuf frame(Load load) {
        int bytes = load.bytes();
        return ByteBufAllocator.DEFAULT
                .buffer(LENGTH_BYTES + bytes, LENGTH_BYTES + bytes)
                .writeInt(bytes)
                .writeZero(bytes);
    }

    @Override
    public long carry(Load load) throws TimeoutException {
        long awaited = arrivals.next(load.updates());
        client.outbound()
                .send(Flux.range(0, load.updates()).map(update -> frame(load)))
                .then()
                .subscribe();
        return Waiting.until(() -> arrivals.have(awaited));
    }

    @Override
    public long carryOne(Load load) throws TimeoutException {
        long awaited = arrivals.next(1);
        client.outbound().send(Mono.fromSupplier(() -> frame(load))).then().subscribe();
        return Waiting.spinning(() -> arrivals.have(awaited));
    }

    @Override
    public void close() {
        client.disposeNow();
        server.disposeNow();
    }
}
