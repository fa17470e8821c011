package io.fluxgossip;

import io.fluxgossip.model.Address;
import io.fluxgossip.model.GossipException;
import io.fluxgossip.model.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * Looks for other nodes at the seeds: again and again while this node is alone, with backoff and jitter; seldom
 * afterwards, at seeds that are no member, so that two halves of a cluster find each other. Who was met there tells of
 * all others.
 */
final class Dialler {

    private static final Logger LOG = Loggers.getLogger(GossipNode.class);

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final long IN_COMPANY_MILLIS = 30_000;

    private final NodeId self;
    private final Members members;
    private final Dials dials;
    private final Scheduler timers;
    private final RandomGenerator chance;

    /** The nodes that answered, by address. */
    private final Map<Address, NodeId> met = new ConcurrentHashMap<>();

    /** @param chance for pauses; used on threads of the timers */
    Dialler(NodeId self, Members members, Dials dials, Scheduler timers, RandomGenerator chance) {
        this.self = self;
        this.members = members;
        this.dials = dials;
        this.timers = timers;
        this.chance = chance;
    }

    /** Whether this node knows no other that is there. */
    private boolean isAlone() {
        return members.presentCount() == 0;
    }

    /** Never completes by itself. The newest list of addresses counts. */
    Mono<Void> dial(Seeds seeds) {
        return seeds.addresses()
                .onErrorResume(failure -> {
                    LOG.warn("the seeds of node {} cannot be resolved: {}", self, GossipException.reasonOf(failure));
                    return Flux.empty();
                })
                .concatWith(Flux.never())
                .distinctUntilChanged()
                .switchMap(addresses -> search(List.copyOf(addresses)))
                .then()
                .contextWrite(DroppedErrors.aboutErrorsThatNobodyWaitsFor());
    }

    /** One look at each address, a pause, and so on. */
    private Mono<Void> search(List<Address> addresses) {
        AtomicInteger looks = new AtomicInteger();
        Mono<Long> pause = Mono.defer(() -> {
            int alone = looks.getAndUpdate(before -> isAlone() ? before + 1 : 0);
            return Mono.delay(pause(alone), timers);
        });
        return Flux.fromIterable(addresses)
                .filter(this::isWorthDialling)
                .flatMap(this::look)
                .then(pause)
                .repeat()
                .then();
    }

    private Duration pause(int looks) {
        long longest = isAlone()
                ? Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(looks, 10))
                : IN_COMPANY_MILLIS;
        return Duration.ofMillis(longest / 2 + chance.nextLong(longest / 2 + 1));
    }

    /** Neither this very node nor one that is known to be there. */
    private boolean isWorthDialling(Address address) {
        if (address.equals(dials.own()) || dials.isOpen(address)) {
            return false;
        }
        NodeId there = met.get(address);
        return members.all().stream()
                .filter(Member::isPresent)
                .noneMatch(
                        member -> member.id().equals(there) || member.address().equals(address.toString()));
    }

    /** Tells the log when a seed is not reached, unless it has called meanwhile. */
    private Mono<Void> look(Address address) {
        return dials.to(address)
                .doOnNext(connection -> met.put(address, connection.peer().node()))
                .doOnError(failure -> {
                    if (isWorthDialling(address)) {
                        dials.failed(address, failure);
                    }
                })
                .onErrorComplete()
                .then();
    }
}
