package io.fluxgossip;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.OverloadedException;
import io.fluxgossip.protocol.GossipCore;
import io.fluxgossip.protocol.message.MemberState;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One connection to one peer: what comes in enters the loop, what the core wants sent goes out.
 *
 * <p>A connection that was replaced is still heard, since facts stay facts, but its readiness and its failures count no
 * more.
 */
final class Session implements Transport.Inbound {

    /** Pushes of one peer that wait for the loop, at most; what comes beyond is dropped, and repaired later. */
    static final int MAX_WAITING_PUSHES = 64;

    /** Exchanges and streams of one peer under way at once, at most; what comes beyond is refused. */
    static final int MAX_QUESTIONS = 16;

    /** A connection that has been up for so long gives way to a newer one. */
    private static final long ESTABLISHED_MILLIS = 10_000;

    /** A peer that has not sent the next piece by then sends no more. */
    private static final Duration PIECE_TIMEOUT = Duration.ofSeconds(10);

    private final Loop loop;
    private final GossipCore core;
    private final Transport.Connection connection;
    private final Transport.Traffic traffic;
    private final Predicate<Session> isCurrent;
    private final long sinceMillis;
    private final AtomicInteger waitingPushes = new AtomicInteger();
    private final AtomicInteger questions = new AtomicInteger();
    private final RateLimiter limiter;

    /**
     * A connection that is up.
     *
     * @param isCurrent whether a session is the one to its peer that counts; asked within the loop
     */
    Session(
            Loop loop,
            GossipCore core,
            Transport.Connection connection,
            Transport.Traffic traffic,
            Predicate<Session> isCurrent) {
        this.loop = loop;
        this.core = core;
        this.connection = connection;
        this.traffic = traffic;
        this.isCurrent = isCurrent;
        this.sinceMillis = loop.now();
        this.limiter = new RateLimiter(loop, peer().toString());
    }

    Transport.Connection connection() {
        return connection;
    }

    NodeId peer() {
        return connection.peer().node();
    }

    /** The peer's state in its hello. */
    MemberState hello() {
        return connection.peer().speaker();
    }

    NodeId dialler() {
        return connection.isOutbound() ? loop.id() : peer();
    }

    boolean isOutbound() {
        return connection.isOutbound();
    }

    /** Whether this connection stays when {@code newer} comes up between the same two nodes. */
    boolean outranks(Session newer, long nowMillis) {
        boolean young = nowMillis - sinceMillis < ESTABLISHED_MILLIS;
        return young && dialler().compareTo(newer.dialler()) < 0;
    }

    void closeUnlessCurrent(String reason) {
        loop.submit(() -> {
            if (!isCurrent.test(this)) {
                close(reason);
            }
        });
    }

    /** Outside of the protocol's own exchanges. */
    Mono<Message.Answer> exchangeNow(Message.Exchange exchange) {
        return connection.exchange(exchange);
    }

    Mono<Void> onClose() {
        return connection.onClose().onErrorResume(broken -> Mono.empty());
    }

    void finish(String reason) {
        connection.finish(reason);
    }

    void close(String reason) {
        connection.close(reason);
    }

    // What the core wants; within the loop

    void send(Message.Notice notice) {
        connection.send(notice);
    }

    void ask(Message.Exchange exchange, Duration timeout) {
        connection
                .exchange(exchange)
                .timeout(timeout, loop.timers())
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("an empty answer")))
                .contextWrite(DroppedErrors.aboutErrorsThatNobodyWaitsFor())
                .subscribe(this::receiveNews, failure -> unanswered());
    }

    private void unanswered() {
        input(now -> core.unanswered(now, peer()));
    }

    void download(Message.Request request) {
        connection
                .pieces(request)
                .timeout(PIECE_TIMEOUT, loop.timers())
                .contextWrite(DroppedErrors.aboutErrorsThatNobodyWaitsFor())
                .subscribe(new Download(request));
    }

    /** Takes the next piece when the one before was applied, if the core wants one. */
    private final class Download extends BaseSubscriber<Message.Piece> {
        private final Message.Request request;

        Download(Message.Request request) {
            this.request = request;
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            subscription.request(1);
        }

        @Override
        protected void hookOnNext(Message.Piece piece) {
            if (!piece.topic().equals(request.topic())) {
                traffic.refused("a piece of topic '" + piece.topic() + "' where one of '" + request.topic()
                        + "' was asked for, from " + peer());
                cancel();
                streamEnded();
                return;
            }
            receiveNews(piece);
            loop.submit(() -> {
                if (core.wants(peer(), request)) {
                    request(1);
                } else {
                    cancel();
                }
            });
        }

        @Override
        protected void hookOnError(Throwable brokeOff) {
            streamEnded();
        }

        @Override
        protected void hookOnComplete() {
            streamEnded();
        }

        /** Nothing, if all has come. */
        private void streamEnded() {
            input(now -> core.streamEnded(now, peer(), request));
        }
    }

    private void receiveNews(Message.News news) {
        input(now -> core.receive(now, peer(), news));
    }

    /** An input that counts only while this connection does. */
    private void input(LongFunction<List<Effect>> input) {
        loop.input(now -> isCurrent.test(this) ? input.apply(now) : List.of());
    }

    // What the peer wants; on the connection's thread

    @Override
    public void receive(Message.Notice notice) {
        if (waitingPushes.incrementAndGet() > MAX_WAITING_PUSHES) {
            waitingPushes.decrementAndGet();
            traffic.refused("more than " + MAX_WAITING_PUSHES + " pushes of " + peer() + " wait to be applied;"
                    + " one was dropped, an exchange will repair that");
            return;
        }
        loop.input(now -> {
            waitingPushes.decrementAndGet();
            return core.receive(now, peer(), notice);
        });
    }

    @Override
    public Mono<Message.Answer> exchange(Message.Exchange exchange) {
        return Mono.defer(() -> admits()
                ? limiter.acquire()
                        .then(loop.internalCall(() -> answer(exchange)))
                        .doFinally(end -> questions.decrementAndGet())
                : Mono.error(tooManyQuestions()));
    }

    private Message.Answer answer(Message.Exchange exchange) {
        GossipCore.Answered answered = core.answer(loop.now(), peer(), exchange);
        loop.carryOut(answered.effects());
        return answered.answer();
    }

    @Override
    public Flux<Message.Piece> pieces(Message.Request request) {
        return Flux.defer(() -> admits()
                ? read(request).doFinally(end -> questions.decrementAndGet())
                : Flux.error(tooManyQuestions()));
    }

    private Flux<Message.Piece> read(Message.Request request) {
        return limiter.acquire()
                .then(loop.internalCall(() -> core.pieces(peer(), request)))
                .flatMapMany(reader -> loop.internalCall(() -> reader.next(loop.now()))
                        .repeat()
                        .takeUntil(Message.Piece::last));
    }

    /** Whether one more question is answered; whoever is admitted is counted until it is done. */
    private boolean admits() {
        if (questions.incrementAndGet() > MAX_QUESTIONS) {
            questions.decrementAndGet();
            return false;
        }
        return true;
    }

    private OverloadedException tooManyQuestions() {
        return new OverloadedException("more than " + MAX_QUESTIONS + " questions of " + peer() + " are under way");
    }

    @Override
    public void ready() {
        input(now -> core.ready(now, peer()));
    }
}
