package io.fluxgossip.examples.maelstrom;

import io.fluxgossip.protocol.message.Hello;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.rsocket.wire.Frame;
import io.fluxgossip.transport.Handshake;
import io.fluxgossip.transport.Transport;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A connection between two nodes: nothing but a name that both put on their letters. */
final class MaelstromLink implements Transport.Connection {

    private final String name;
    private final String dest;
    private final boolean outbound;
    private final Switchboard switchboard;
    private final Answers answers;
    private final Sinks.One<Void> closed = Sinks.one();

    private final Handshake handshake = new Handshake();

    MaelstromLink(String name, String dest, boolean outbound, Switchboard switchboard, Answers answers) {
        this.name = name;
        this.dest = dest;
        this.outbound = outbound;
        this.switchboard = switchboard;
        this.answers = answers;
    }

    String name() {
        return name;
    }

    /** The name of the node at the other end. */
    String dest() {
        return dest;
    }

    /** Both have said hello. */
    MaelstromLink established(Hello hello, Transport.Host host) {
        handshake.done(hello, this, host);
        return this;
    }

    // What the peer sends

    /** A letter that is no answer. */
    void heard(Letter letter) {
        switch (letter.kind()) {
            case NOTICE -> told(letter);
            case QUESTION -> asked(letter);
            case MORE -> answers.more(letter);
            case CLOSE -> end();
            case ANSWER -> throw new IllegalArgumentException("an answer belongs to its question, not to a link");
        }
    }

    private void told(Letter letter) {
        Frame frame = switchboard.frames().read(letter);
        Transport.Inbound node = handshake.inbound();
        if (node == null || !(frame instanceof Frame.Tell tell) || !(tell.message() instanceof Message.Notice notice)) {
            throw new UnansweredException("a " + frame.getClass().getSimpleName() + " is not expected on " + this);
        }
        node.receive(notice);
    }

    private void asked(Letter letter) {
        Transport.Inbound node = handshake.inbound();
        if (node == null) {
            answers.refuse(letter, "the first thing to say is hello");
        } else {
            answers.answer(letter, switchboard.frames().read(letter), node);
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

    /** A line is written when this returns, so that there is room for the next one. */
    @Override
    public void send(Message.Notice notice) {
        switchboard.outbox().tell(dest, name, notice);
        Transport.Inbound node = handshake.inbound();
        if (node != null) {
            node.ready();
        }
    }

    @Override
    public Mono<Message.Answer> exchange(Message.Exchange exchange) {
        return ask(new Frame.Tell(exchange)).map(answer -> message(answer, Message.Answer.class));
    }

    @Override
    public Flux<Message.Piece> pieces(Message.Request request) {
        return askInPieces(new Frame.Tell(request))
                .map(piece -> message(piece, Message.Piece.class))
                .takeUntil(Message.Piece::last);
    }

    /** Emits the answer, or fails if there is none. */
    Mono<Frame> ask(Frame question) {
        return asked(number -> switchboard.outbox().ask(dest, name, number, question))
                .map(switchboard.frames()::read);
    }

    /**
     * The pieces of an answer: the next one is asked for when the one before has come, so that one is waiting at most.
     */
    private Flux<Frame> askInPieces(Frame question) {
        return Flux.defer(() -> {
            AtomicLong first = new AtomicLong();
            Mono<Letter> begin = asked(number -> {
                first.set(number);
                switchboard.outbox().ask(dest, name, number, question);
            });
            Mono<Letter> next = asked(number -> switchboard.outbox().askForMore(dest, name, number, first.get()));
            return begin.concatWith(next.repeat())
                    .takeWhile(piece -> !piece.frame().isEmpty())
                    .map(switchboard.frames()::read);
        });
    }

    private Mono<Letter> asked(LongConsumer send) {
        return switchboard
                .questions()
                .ask(dest, send)
                .takeUntilOther(closed.asMono())
                .switchIfEmpty(Mono.error(() -> new UnansweredException(this + " was closed")));
    }

    private static <M extends Message> M message(Frame answer, Class<M> kind) {
        if (answer instanceof Frame.Tell tell && kind.isInstance(tell.message())) {
            return kind.cast(tell.message());
        }
        throw new UnansweredException(
                answer instanceof Frame.Refusal refusal
                        ? "the peer refused: " + refusal.reason()
                        : "it answered with a frame of another kind");
    }

    /** What was given is written already. */
    @Override
    public void finish(String reason) {
        close(reason);
    }

    @Override
    public void close(String reason) {
        if (end()) {
            switchboard.outbox().close(dest, name);
        }
    }

    /** Returns whether it was open. */
    private boolean end() {
        boolean wasOpen = closed.tryEmitEmpty().isSuccess();
        if (wasOpen) {
            switchboard.ended(this);
            answers.end();
        }
        return wasOpen;
    }

    @Override
    public Mono<Void> onClose() {
        return closed.asMono();
    }

    @Override
    public String toString() {
        return "the link " + name + " with " + dest;
    }
}
