package io.fluxgossip.rsocket;

import io.fluxgossip.model.Address;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/** Stands between two nodes and can stop reading, or cut the connections: a peer that hangs without being gone. */
final class StallingProxy implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Small, so that the socket of a stalled peer is soon full. */
    private static final int BUFFER_BYTES = 32 << 10;

    private final DisposableServer server;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();

    StallingProxy(Address target) {
        server = TcpServer.create()
                .host("127.0.0.1")
                .port(0)
                .childOption(ChannelOption.SO_RCVBUF, BUFFER_BYTES)
                .doOnConnection(inbound -> pair(inbound, target))
                .bindNow(LIMIT);
    }

    Address address() {
        return new Address("127.0.0.1", ((InetSocketAddress) server.address()).getPort());
    }

    private void pair(Connection inbound, Address target) {
        inbound.channel().config().setAutoRead(false);
        TcpClient.newConnection()
                .host(target.host())
                .port(target.port())
                .option(ChannelOption.SO_RCVBUF, BUFFER_BYTES)
                .connect()
                .subscribe(
                        outbound -> {
                            forward(inbound, outbound);
                            forward(outbound, inbound);
                            inbound.channel().config().setAutoRead(true);
                            outbound.channel().config().setAutoRead(true);
                        },
                        failed -> inbound.dispose());
    }

    private void forward(Connection from, Connection to) {
        connections.add(from);
        from.addHandlerFirst("forward", new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                to.channel().writeAndFlush(message).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
            }
        });
        from.onDispose(to);
    }

    /** Reads nothing from either side any more. */
    void stall() {
        connections.forEach(connection -> connection.channel().config().setAutoRead(false));
    }

    void resume() {
        connections.forEach(connection -> connection.channel().config().setAutoRead(true));
    }

    void cut() {
        connections.forEach(Connection::dispose);
        connections.clear();
    }

    @Override
    public void close() {
        cut();
        server.disposeNow(LIMIT);
    }
}
