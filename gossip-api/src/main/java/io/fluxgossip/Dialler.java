package io.fluxgossip;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.Logger;
import reactor.util.Loggers;
import reactor.util.retry.Retry;

/** Keeps a connection to every seed: dials, waits until it is gone, dials again, with backoff and jitter. */
final class Dialler {

    private static final Logger LOG = Loggers.getLogger(GossipNode.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final double JITTER = 0.5;

    private final Engine engine;
    private final Transport.Listener listener;

    Dialler(Engine engine, Transport.Listener listener) {
        this.engine = engine;
        this.listener = listener;
    }

    /** Never completes by itself. */
    Mono<Void> dial(Seeds seeds) {
        return seeds.addresses()
                .onErrorResume(failure -> {
                    LOG.warn("the seeds of node {} cannot be resolved: {}", engine.id(), Reason.of(failure));
                    return Flux.empty();
                })
                .flatMapIterable(List::copyOf)
                .distinct()
                .flatMap(this::keepConnected, Integer.MAX_VALUE)
                .then()
                .contextWrite(Quiet.aboutErrorsThatNobodyWaitsFor());
    }

    /** Tells the log when a seed is not reached, the first time and after each time that it was. */
    private Mono<Void> keepConnected(Address address) {
        AtomicBoolean reached = new AtomicBoolean(true);
        return Mono.defer(() -> connectAndWait(address, reached))
                .repeat()
                .doOnError(failure -> {
                    if (reached.getAndSet(false)) {
                        LOG.warn("{} cannot reach {}, and tries on: {}", engine.id(), address, Reason.of(failure));
                    }
                })
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
                        .maxBackoff(LONGEST_PAUSE)
                        .jitter(JITTER)
                        .transientErrors(true)
                        .scheduler(engine.timers()))
                .takeUntil(SELF::equals)
                .then();
    }

    /** What {@link #connectAndWait} emits for a seed that is this very node. */
    private static final Object SELF = new Object();

    /** Completes when there is reason to dial again. */
    private Mono<Object> connectAndWait(Address address, AtomicBoolean reached) {
        if (address.equals(listener.address())) {
            return Mono.just(SELF);
        }
        return listener.connect(address)
                .doOnNext(connection -> reached.set(true))
                .flatMap(connection -> closed(connection)
                        .then(engine.connections()
                                .untilDisconnected(connection.peer().node())))
                .then(Mono.delay(FIRST_PAUSE, engine.timers()))
                .map(pause -> address);
    }

    private static Mono<Void> closed(Transport.Connection connection) {
        return connection.onClose().onErrorResume(broken -> Mono.empty());
    }
}
