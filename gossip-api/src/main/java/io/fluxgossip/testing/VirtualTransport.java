package io.fluxgossip.testing;

import io.fluxgossip.model.Address;
import io.fluxgossip.model.ConnectionRefusedException;
import io.fluxgossip.protocol.message.Hello;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.simulation.Network;
import io.fluxgossip.transport.Handshake;
import io.fluxgossip.transport.Transport;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;

/** A node's part of a virtual network: what it sends arrives later, at the other end's virtual time, or not at all. */
final class VirtualTransport implements Transport, Transport.Listener {

    private static final int MAX_MESSAGE_BYTES = 16 << 20;
    private static final int PORT = 1;

    private final String name;
    private final VirtualTime time;
    private final VirtualTime.Pause pause;
    private final Network network;

    /** By name: where a node listens now. */
    private final Map<String, VirtualTransport> listening;

    private final Set<End> ends = new LinkedHashSet<>();
    private @Nullable Host host;
    private boolean dead;

    VirtualTransport(
            String name,
            VirtualTime time,
            VirtualTime.Pause pause,
            Network network,
            Map<String, VirtualTransport> listening) {
        this.name = name;
        this.time = time;
        this.pause = pause;
        this.network = network;
        this.listening = listening;
    }

    static Address addressOf(String name) {
        return new Address(name, PORT);
    }

    /** The node is gone without a word. */
    void kill() {
        dead = true;
        listening.remove(name, this);
    }

    /** Connections whose other end cannot be reached break. */
    void breakUnreachable() {
        for (End end : Set.copyOf(ends)) {
            if (!end.reaches()) {
                end.closed();
            }
        }
    }

    @Override
    public int maxMessageBytes() {
        return MAX_MESSAGE_BYTES;
    }

    @Override
    public Mono<Listener> listen(Host opened) {
        return Mono.fromSupplier(() -> {
            host = opened;
            listening.put(name, this);
            return this;
        });
    }

    private Host host() {
        return Objects.requireNonNull(host, "it listens before anything else");
    }

    private Hello hello() {
        return host().hello(address());
    }

    @Override
    public Address address() {
        return addressOf(name);
    }

    @Override
    public Mono<Void> close() {
        return Mono.fromRunnable(() -> {
            listening.remove(name, this);
            Set.copyOf(ends).forEach(end -> end.close("the node is closing"));
        });
    }

    /** A round trip later, since both say hello. */
    @Override
    public Mono<Connection> connect(Address to) {
        return Mono.create(sink -> {
            long roundTrip = network.drawLatencyMicros(name, to.host()) + network.drawLatencyMicros(to.host(), name);
            time.at(time.micros() + roundTrip, () -> time.whenAwake(pause, () -> connected(to.host(), sink)));
        });
    }

    private void connected(String to, MonoSink<Connection> sink) {
        VirtualTransport peer = listening.get(to);
        if (dead || peer == null || !network.reaches(name, to)) {
            sink.error(new ConnectionRefusedException("nobody answers at " + addressOf(to)));
            return;
        }
        Optional<String> refusal = hello().refusalOf(peer.hello());
        if (refusal.isPresent()) {
            sink.error(new ConnectionRefusedException(refusal.get()));
            return;
        }
        Hello ofPeer = peer.hello();
        Hello own = hello();
        End ours = new End(this, peer, true);
        End theirs = new End(peer, this, false);
        ours.other = theirs;
        theirs.other = ours;
        theirs.begin(own);
        ours.begin(ofPeer);
        sink.success(ours);
    }

    /** One end of a connection. */
    private static final class End implements Connection {
        private final VirtualTransport here;
        private final VirtualTransport there;
        private final boolean outbound;
        private final Handshake handshake = new Handshake();
        private final Sinks.One<Void> closed = Sinks.one();
        private @Nullable End other;

        /** Messages on one connection arrive in order. */
        private long lastArrivalMicros;

        End(VirtualTransport here, VirtualTransport there, boolean outbound) {
            this.here = here;
            this.there = there;
            this.outbound = outbound;
        }

        void begin(Hello peer) {
            here.ends.add(this);
            handshake.done(peer, this, here.host());
        }

        boolean reaches() {
            return !there.dead && !here.dead && here.network.reaches(here.name, there.name);
        }

        /** Lets the other end hear something later, if nothing gets lost on the way. */
        private void send(Consumer<Inbound> message) {
            End to = Objects.requireNonNull(other, "a connection has two ends");
            if (!reaches() || here.network.drawLoss()) {
                return;
            }
            long arrival = here.time.micros() + here.network.drawLatencyMicros(here.name, there.name);
            lastArrivalMicros = Math.max(lastArrivalMicros, arrival);
            here.time.at(lastArrivalMicros, () -> here.time.whenAwake(there.pause, () -> to.receive(message)));
        }

        private void receive(Consumer<Inbound> message) {
            Inbound inbound = handshake.inbound();
            if (inbound != null && here.ends.contains(this) && !here.dead) {
                message.accept(inbound);
            }
        }

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
            send(node -> node.receive(notice));
            Inbound inbound = handshake.inbound();
            if (inbound != null) {
                inbound.ready();
            }
        }

        @Override
        public Mono<Message.Answer> exchange(Message.Exchange exchange) {
            End to = Objects.requireNonNull(other, "a connection has two ends");
            return Mono.create(sink -> send(node -> node.exchange(exchange)
                    .subscribe(
                            answer -> to.send(asking -> sink.success(answer)),
                            failure -> to.send(asking -> sink.error(failure)))));
        }

        @Override
        public Flux<Message.Piece> pieces(Message.Request request) {
            End to = Objects.requireNonNull(other, "a connection has two ends");
            return Flux.create(sink -> {
                Download download = new Download(to, sink);
                send(node -> node.pieces(request).subscribe(download));
                sink.onRequest(more -> send(node -> download.request(more)));
                sink.onCancel(() -> send(node -> download.cancel()));
            });
        }

        @Override
        public void close(String reason) {
            send(node -> Objects.requireNonNull(other).closed());
            closed();
        }

        @Override
        public void finish(String reason) {
            close(reason);
        }

        void closed() {
            here.ends.remove(this);
            closed.tryEmitEmpty();
        }

        @Override
        public Mono<Void> onClose() {
            return closed.asMono();
        }

        @Override
        public String toString() {
            return here.name + " to " + there.name;
        }
    }

    /** Pieces on their way to the one who asks. */
    private static final class Download extends BaseSubscriber<Message.Piece> {
        private final End from;
        private final FluxSink<Message.Piece> sink;

        Download(End from, FluxSink<Message.Piece> sink) {
            this.from = from;
            this.sink = sink;
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            // What is wanted is said by the one who asks.
        }

        @Override
        protected void hookOnNext(Message.Piece piece) {
            from.send(asking -> sink.next(piece));
        }

        @Override
        protected void hookOnComplete() {
            from.send(asking -> sink.complete());
        }

        @Override
        protected void hookOnError(Throwable failure) {
            from.send(asking -> sink.error(failure));
        }
    }
}
