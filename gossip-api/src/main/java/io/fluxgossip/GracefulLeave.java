package io.fluxgossip;

import io.fluxgossip.protocol.GossipCore;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The graceful leave: a node says goodbye, and waits until its peers hold what it wrote. */
final class GracefulLeave {

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration CHECK = Duration.ofMillis(10);

    private final Loop loop;
    private final GossipCore core;
    private final Connections connections;
    private final Vitals vitals;

    GracefulLeave(Loop loop, GossipCore core, Connections connections, Vitals vitals) {
        this.loop = loop;
        this.core = core;
        this.connections = connections;
        this.vitals = vitals;
    }

    /** Completes when all peers hold everything, or after five seconds; never with an error. */
    Mono<Void> begin() {
        return announce()
                .then(isHeldByAll()
                        .onErrorReturn(false)
                        .filter(held -> held)
                        .repeatWhenEmpty(tries -> tries.delayElements(CHECK, loop.timers())))
                .timeout(LONGEST, loop.timers())
                .onErrorResume(lateOrClosed -> Mono.empty())
                .then();
    }

    /** Begins an exchange of everything with every peer. */
    private Mono<Boolean> announce() {
        return loop.internalCall(() -> {
            vitals.leaves();
            loop.carryOut(core.leave(loop.now()));
            return true;
        });
    }

    /** Whether every peer has answered that it holds what this node wrote. */
    private Mono<Boolean> isHeldByAll() {
        return connections
                .all()
                .flatMap(
                        open -> Flux.fromIterable(open).flatMap(this::holdsOurs).all(holds -> holds));
    }

    private Mono<Boolean> holdsOurs(Session session) {
        return loop.internalCall(() -> core.lastExchange(loop.now(), session.peer()))
                .flatMap(session::exchangeNow)
                .flatMap(answer -> loop.internalCall(() -> core.holdsOurs(answer)));
    }
}
