package io.fluxgossip;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.Hello;
import io.fluxgossip.protocol.message.MemberState;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.transport.Transport;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A network with one peer in it, which says what a test wants; nothing by itself. */
final class Puppet implements Transport {

    static final NodeId ID = new NodeId("puppet", 1);

    private final NoNetwork nowhere = new NoNetwork();
    private @Nullable Host host;

    Function<Message.Exchange, Mono<Message.Answer>> answers = exchange -> Mono.never();
    Function<Message.Request, Flux<Message.Piece>> pieces = request -> Flux.never();

    @Override
    public int maxMessageBytes() {
        return nowhere.maxMessageBytes();
    }

    @Override
    public Mono<Listener> listen(Host opened) {
        host = opened;
        return nowhere.listen(opened);
    }

    /** The peer dials. */
    Transport.Inbound connected() {
        return Objects.requireNonNull(host).connected(new Strings());
    }

    private final class Strings implements Transport.Connection {

        @Override
        public Hello peer() {
            return new Hello("test", Hello.PROTOCOL, MemberState.of(ID, "", Map.of()));
        }

        @Override
        public boolean isOutbound() {
            return false;
        }

        @Override
        public void send(Message.Notice notice) {}

        @Override
        public Mono<Message.Answer> exchange(Message.Exchange exchange) {
            return answers.apply(exchange);
        }

        @Override
        public Flux<Message.Piece> pieces(Message.Request request) {
            return pieces.apply(request);
        }

        @Override
        public void close(String reason) {}

        @Override
        public void finish(String reason) {}

        @Override
        public Mono<Void> onClose() {
            return Mono.never();
        }
    }
}
