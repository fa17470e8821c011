package io.fluxgossip.rsocket;

import io.fluxgossip.model.GossipException;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.rsocket.wire.Frame;
import io.fluxgossip.rsocket.wire.MalformedFrameException;
import io.fluxgossip.transport.Transport;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Frames of a peer: each is read, released, and handed to the node. One that cannot be read, or is not expected, is
 * counted and refused with a reason; the connection goes on.
 */
final class Responder implements RSocket {

    private final SocketLink link;
    private final Frames frames;
    private final Transport.Traffic traffic;

    Responder(SocketLink link, Frames frames, Transport.Traffic traffic) {
        this.link = link;
        this.frames = frames;
        this.traffic = traffic;
    }

    @Override
    public Mono<Void> fireAndForget(Payload payload) {
        try {
            heard(frames.read(payload));
        } catch (MalformedFrameException counted) {
            // Nobody waits for an answer.
        }
        return Mono.empty();
    }

    private void heard(Frame frame) {
        Transport.Inbound node = link.inbound();
        if (frame instanceof Frame.Tell tell && tell.message() instanceof Message.Notice notice && node != null) {
            node.receive(notice);
        } else {
            traffic.refused(unexpected(frame));
        }
    }

    @Override
    public Mono<Payload> requestResponse(Payload payload) {
        try {
            return answer(frames.read(payload));
        } catch (MalformedFrameException counted) {
            return refusal(counted.getMessage());
        }
    }

    private Mono<Payload> answer(Frame frame) {
        Transport.Inbound node = link.inbound();
        if (frame instanceof Frame.Greeting greeting && node == null && !link.isOutbound()) {
            return link.greeted(greeting.hello());
        }
        if (frame instanceof Frame.Tell tell && tell.message() instanceof Message.Exchange exchange && node != null) {
            return node.exchange(exchange)
                    .publishOn(link.eventLoop())
                    .map(this::payload)
                    .onErrorResume(fault -> refusal(reasonOf(fault)));
        }
        traffic.refused(unexpected(frame));
        return refusal(unexpected(frame));
    }

    @Override
    public Flux<Payload> requestStream(Payload payload) {
        try {
            return pieces(frames.read(payload));
        } catch (MalformedFrameException counted) {
            return refusal(counted.getMessage()).flux();
        }
    }

    private Flux<Payload> pieces(Frame frame) {
        Transport.Inbound node = link.inbound();
        if (frame instanceof Frame.Tell tell && tell.message() instanceof Message.Request request && node != null) {
            return node.pieces(request)
                    .concatMap(piece -> Mono.just(piece).publishOn(link.eventLoop()), 0)
                    .map(this::payload)
                    .onErrorResume(fault -> refusal(reasonOf(fault)));
        }
        traffic.refused(unexpected(frame));
        return refusal(unexpected(frame)).flux();
    }

    private Payload payload(Message message) {
        return frames.write(new Frame.Tell(message));
    }

    private Mono<Payload> refusal(String reason) {
        return Mono.fromSupplier(() -> frames.write(new Frame.Refusal(reason)));
    }

    /** The text that a peer may see of a fault here. */
    private static String reasonOf(Throwable fault) {
        return fault instanceof GossipException known ? known.getMessage() : "an error of the answering node";
    }

    /** The protocol has no channels. */
    @Override
    public Flux<Payload> requestChannel(Publisher<Payload> payloads) {
        traffic.refused("a channel was opened, and this protocol has none (" + link + ")");
        return Flux.from(payloads)
                .doOnNext(Payload::release)
                .take(1)
                .flatMap(first -> refusal("there are no channels"));
    }

    /** The protocol has no metadata. */
    @Override
    public Mono<Void> metadataPush(Payload payload) {
        payload.release();
        traffic.refused("metadata was pushed, and this protocol has none (" + link + ")");
        return Mono.empty();
    }

    private String unexpected(Frame frame) {
        if (link.inbound() == null) {
            return "the first thing to say is hello (" + link + ")";
        }
        if (frame instanceof Frame.Unknown unknown) {
            return "a message of kind " + unknown.fieldNumber() + " is unknown to this version (" + link + ")";
        }
        return "a " + frame.getClass().getSimpleName() + " is not expected there (" + link + ")";
    }
}
