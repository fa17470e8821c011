package io.fluxgossip;

import io.fluxgossip.model.OverloadedException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Bounds how often one peer is answered: a token bucket. A question that comes when it is empty waits for the next
 * token; one that comes meanwhile takes its place, since the newest tells best what the peer lacks.
 *
 * <p>All of it within the loop.
 */
final class RateLimiter {

    /** Questions a second that go on for long. */
    static final int PER_SECOND = 100;

    /** Questions in a burst: an exchange that is catching up asks again and again. */
    static final int BURST = 100;

    private static final long TOKEN_MILLIS = 1_000 / PER_SECOND;

    private final Loop loop;
    private final String peer;

    /** When the bucket would be full if nothing more were taken. */
    private long fullAtMillis;

    private @Nullable MonoSink<Boolean> waiting;

    RateLimiter(Loop loop, String peer) {
        this.loop = loop;
        this.peer = peer;
    }

    /** Emits when this question may be answered; fails when a newer one has taken its place. */
    Mono<Boolean> acquire() {
        return Mono.create(sink -> loop.submit(() -> {
            if (waiting == null && hasToken()) {
                takeToken();
                sink.success(true);
                return;
            }
            MonoSink<Boolean> older = waiting;
            waiting = sink;
            if (older == null) {
                loop.later(() -> loop.submit(this::next), untilToken());
            } else {
                older.error(new OverloadedException("more than " + PER_SECOND + " questions a second came from " + peer
                        + "; a newer one has taken the place of this one"));
            }
        }));
    }

    private void next() {
        MonoSink<Boolean> next = waiting;
        waiting = null;
        if (next != null) {
            takeToken();
            next.success(true);
        }
    }

    private boolean hasToken() {
        return untilToken() == 0;
    }

    private void takeToken() {
        fullAtMillis = Math.max(fullAtMillis, loop.now()) + TOKEN_MILLIS;
    }

    /** A clock that was set back must not make a peer wait for as long as that. */
    private long untilToken() {
        fullAtMillis = Math.min(fullAtMillis, loop.now() + BURST * TOKEN_MILLIS);
        return Math.max(0, fullAtMillis - loop.now() - (BURST - 1) * TOKEN_MILLIS);
    }
}
