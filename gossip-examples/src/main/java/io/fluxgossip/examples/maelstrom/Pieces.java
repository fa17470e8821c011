package io.fluxgossip.examples.maelstrom;

import io.fluxgossip.rsocket.wire.Frame;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SignalType;
import reactor.core.scheduler.Scheduler;

/**
 * An answer in pieces, each of them sent when it is asked for: the demand of the peer, one letter a piece. Who asks no
 * more is forgotten.
 */
final class Pieces extends BaseSubscriber<Frame> {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Outbox outbox;
    private final Scheduler timers;
    private final Runnable ended;
    private final Disposable.Swap timeout = Disposables.swap();
    private final AtomicReference<@Nullable Letter> question = new AtomicReference<>();

    private Pieces(Outbox outbox, Scheduler timers, Runnable ended) {
        this.outbox = outbox;
        this.timers = timers;
        this.ended = ended;
    }

    /** Begins; {@code ended} runs when there is nothing more to ask for. */
    static Pieces of(Flux<Frame> pieces, Outbox outbox, Scheduler timers, Runnable ended) {
        return pieces.subscribeWith(new Pieces(outbox, timers, ended));
    }

    /** The peer asks for the next piece. */
    void next(Letter asking) {
        question.set(asking);
        timeout.update(timers.schedule(this::cancel, TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
        request(1);
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        // Nothing is wanted before somebody asks.
    }

    @Override
    protected void hookOnNext(Frame piece) {
        Letter asked = question.getAndSet(null);
        if (asked != null) {
            outbox.answer(asked, piece);
        }
    }

    @Override
    protected void hookOnComplete() {
        Letter asked = question.getAndSet(null);
        if (asked != null) {
            outbox.answerThatAllIsSent(asked);
        }
    }

    @Override
    protected void hookFinally(SignalType end) {
        timeout.dispose();
        ended.run();
    }
}
