package io.fluxgossip.examples.maelstrom;

import io.fluxgossip.model.GossipException;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.rsocket.wire.Frame;
import io.fluxgossip.transport.Transport;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** What one peer is answered on one link. */
final class Answers {

    private final Outbox outbox;
    private final Scheduler timers;
    private final Transport.Traffic traffic;

    /** Answers that have more pieces, by the number of the question. */
    private final Map<Long, Pieces> open = new ConcurrentHashMap<>();

    Answers(Outbox outbox, Scheduler timers, Transport.Traffic traffic) {
        this.outbox = outbox;
        this.timers = timers;
        this.traffic = traffic;
    }

    void answer(Letter question, Frame frame, Transport.Inbound node) {
        if (frame instanceof Frame.Tell tell && tell.message() instanceof Message.Exchange exchange) {
            node.exchange(exchange)
                    .<Frame>map(Frame.Tell::new)
                    .onErrorResume(fault -> Mono.just(refusal(fault)))
                    .subscribe(answer -> outbox.answer(question, answer));
        } else if (frame instanceof Frame.Tell tell && tell.message() instanceof Message.Request request) {
            inPieces(question, node.pieces(request));
        } else {
            refuse(question, "a " + frame.getClass().getSimpleName() + " is not expected there");
        }
    }

    private void inPieces(Letter question, Flux<? extends Message> pieces) {
        Flux<Frame> frames = pieces.<Frame>map(Frame.Tell::new).onErrorResume(fault -> Mono.just(refusal(fault)));
        Pieces begun = Pieces.of(frames, outbox, timers, () -> open.remove(question.number()));
        open.put(question.number(), begun);
        begun.next(question);
    }

    /** The peer wants the next piece of an answer; there is none if it has asked too late. */
    void more(Letter question) {
        Pieces pieces = open.get(question.moreOf());
        if (pieces == null) {
            outbox.answerThatAllIsSent(question);
        } else {
            pieces.next(question);
        }
    }

    void refuse(Letter question, String reason) {
        traffic.refused(reason + " (from " + question.src() + ")");
        outbox.answer(question, new Frame.Refusal(reason));
    }

    /** What a peer may know of a fault here. */
    private static Frame refusal(Throwable fault) {
        return new Frame.Refusal(
                fault instanceof GossipException known ? known.getMessage() : "an error of the answering node");
    }

    /** Nobody is there any more to be answered. */
    void end() {
        open.values().forEach(Pieces::cancel);
    }
}
