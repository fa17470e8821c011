package io.fluxgossip.rsocket;

import io.fluxgossip.model.ConnectionRefusedException;
import io.fluxgossip.protocol.message.Hello;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.rsocket.wire.Frame;
import io.fluxgossip.transport.Handshake;
import io.fluxgossip.transport.Transport;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.rsocket.DuplexConnection;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.transport.netty.TcpDuplexConnection;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;
import reactor.util.Logger;
import reactor.util.Loggers;

/** One socket and the RSocket on it, from the hello to the end. */
final class SocketLink implements Transport.Connection {

    /** Messages travel in frames of at most this size; a part of the protocol, so that both sides agree. */
    static final int FRAGMENT_BYTES = 64 << 10;

    /** No frame is larger: a fragment, and what RSocket puts around it. */
    static final int MAX_FRAME_BYTES = FRAGMENT_BYTES + 1_024;

    private static final Duration FINISH = Duration.ofSeconds(5);

    private static final Logger LOG = Loggers.getLogger(SocketLink.class);

    private final Supplier<Hello> own;
    private final Transport.Host host;
    private final Connection socket;
    private final boolean outbound;
    private final Frames frames;
    private final Gate gate;
    private final Scheduler eventLoop;
    private final Oversized oversized;
    private final DuplexConnection duplex;
    private final Responder responder;
    private final Handshake handshake = new Handshake();

    private volatile @Nullable RSocket rsocket;

    /**
     * A socket that is open.
     *
     * @param own what this node says of itself now
     */
    SocketLink(Supplier<Hello> own, Transport.Host host, Frames frames, Connection socket, boolean outbound) {
        this.own = own;
        this.host = host;
        this.socket = socket;
        this.outbound = outbound;
        this.frames = frames;
        this.eventLoop = Schedulers.fromExecutor(socket.channel().eventLoop());
        this.gate = new Gate(socket, this::ready, this::refused);
        this.oversized = new Oversized(frames.maxMessageBytes(), this::refused);
        socket.addHandlerLast(FrameCutter.of(socket.channel(), MAX_FRAME_BYTES)).addHandlerLast(gate);
        this.duplex = new TcpDuplexConnection(outbound ? "client" : "server", socket);
        this.responder = new Responder(this, frames, host.traffic());
    }

    private void refused(String reason) {
        host.traffic().refused(reason + " (" + this + ")");
    }

    DuplexConnection duplex() {
        return duplex;
    }

    Responder responder() {
        return responder;
    }

    /** Counts what RSocket itself refuses. */
    Oversized oversized() {
        return oversized;
    }

    /** The receiver of the peer's messages; null before both have said hello. */
    Transport.@Nullable Inbound inbound() {
        return handshake.inbound();
    }

    // Hello

    /** The side that listens: a peer has set up an RSocket. */
    Responder accepted(RSocket requester) {
        rsocket = requester;
        return responder;
    }

    /** The side that dialled. */
    Mono<Transport.Connection> sayHello(RSocket requester) {
        rsocket = requester;
        return Mono.defer(() -> requester.requestResponse(frames.write(new Frame.Greeting(own.get()))))
                .map(frames::read)
                .map(answer -> answer.read(new HelloAnswer(own.get())))
                .doOnError(
                        ConnectionRefusedException.class,
                        refused -> host.traffic().refused("connection to " + this + ": " + refused.getMessage()))
                .map(theirs -> {
                    established(theirs);
                    return this;
                });
    }

    /** The side that listens: what to answer to a hello. The node learns of the link when the answer is on its way. */
    Mono<Payload> greeted(Hello hello) {
        Optional<String> refusal = own.get().refusalOf(hello);
        if (refusal.isPresent()) {
            host.traffic().refused("connection from " + this + ": " + refusal.get());
            return Mono.fromSupplier(() -> frames.write(new Frame.Refusal(refusal.get())));
        }
        return Mono.fromSupplier(() -> frames.write(new Frame.Welcome(own.get())))
                .doAfterTerminate(() -> established(hello));
    }

    private void established(Hello hello) {
        handshake.done(hello, this, host);
    }

    void closeUnlessGreeted(String reason) {
        if (handshake.inbound() == null) {
            host.traffic().refused("connection from " + this + ": " + reason);
            close(reason);
        }
    }

    // Transport.Connection

    @Override
    public Hello peer() {
        return handshake.peer();
    }

    @Override
    public boolean isOutbound() {
        return outbound;
    }

    @Override
    public void send(Message.Notice notice) {
        gate.write(() -> write(notice));
    }

    /**
     * On the event loop of the socket, like all that is sent: the order stays, and the node's own loop does not encode.
     */
    private void write(Message.Notice notice) {
        try {
            Payload payload = frames.writeWithinLimit(notice);
            if (payload != null) {
                requester()
                        .fireAndForget(payload)
                        .subscribe(null, failure -> LOG.debug("{} lost a notice: {}", this, failure));
            }
        } catch (Throwable fault) {
            LOG.error("{} is given up: a notice could not be written", this, fault);
            close("it failed under a notice");
        }
    }

    /** The event loop of the socket. */
    Scheduler eventLoop() {
        return eventLoop;
    }

    private void ready() {
        Transport.Inbound node = handshake.inbound();
        if (node != null) {
            node.ready();
        }
    }

    @Override
    public Mono<Message.Answer> exchange(Message.Exchange exchange) {
        return Mono.defer(() -> requester().requestResponse(frames.write(new Frame.Tell(exchange))))
                .subscribeOn(eventLoop)
                .map(payload -> frames.read(payload, Message.Answer.class));
    }

    @Override
    public Flux<Message.Piece> pieces(Message.Request request) {
        return Flux.defer(() -> requester().requestStream(frames.write(new Frame.Tell(request))))
                .subscribeOn(eventLoop, false)
                .map(payload -> frames.read(payload, Message.Piece.class));
    }

    private RSocket requester() {
        return Objects.requireNonNull(rsocket, "the peer has not set up the connection");
    }

    @Override
    public void close(String reason) {
        LOG.debug("closing {}: {}", this, reason);
        socket.dispose();
    }

    /** A peer that does not read is not waited for. */
    @Override
    public void finish(String reason) {
        LOG.debug("finishing {}: {}", this, reason);
        Channel channel = socket.channel();
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> socket.dispose());
        Mono.delay(FINISH).takeUntilOther(socket.onDispose()).subscribe(late -> socket.dispose(), gone -> {});
    }

    @Override
    public Mono<Void> onClose() {
        return socket.onDispose();
    }

    @Override
    public String toString() {
        Hello known = handshake.peerIfKnown();
        return (known == null ? "an unknown node" : known.node().toString())
                + (outbound ? " dialled at " : " calling from ")
                + socket.channel().remoteAddress();
    }
}
