package io.fluxgossip;

import io.fluxgossip.model.Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Addresses at which a node looks for others: the newest list that was emitted is dialled. */
@FunctionalInterface
public interface Seeds {

    Flux<List<Address>> addresses();

    /** See {@link #none()}. */
    Seeds NONE = Flux::empty;

    /** None: this node waits for others to dial it. */
    static Seeds none() {
        return NONE;
    }

    /** These, as {@code host:port}. A node's own address among them does no harm. */
    static Seeds fixed(String... addresses) {
        return fixed(Stream.of(addresses).map(Address::parse).toArray(Address[]::new));
    }

    /** These; a port of 0 is refused. */
    static Seeds fixed(Address... addresses) {
        List<Address> fixed = List.of(addresses);
        for (Address address : fixed) {
            if (address.port() == 0) {
                throw new IllegalArgumentException("a seed must have a port of 1 to 65535, was " + address);
            }
        }
        return fixed.isEmpty() ? NONE : () -> Flux.just(fixed);
    }

    /**
     * All addresses of a host name, A and AAAA, looked up again every 30 seconds; a headless Service of Kubernetes is
     * one. What cannot be resolved for the moment changes nothing.
     *
     * @param port of all of them, 1 to 65535
     */
    static Seeds dns(String host, int port) {
        Address named = new Address(host, port);
        if (port == 0) {
            throw new IllegalArgumentException("a seed must have a port of 1 to 65535, was " + named);
        }
        return lookedUp(Mono.fromCallable(() -> InetAddress.getAllByName(host))
                .subscribeOn(Schedulers.boundedElastic())
                .map(found -> Stream.of(found)
                        .map(address -> new Address(address.getHostAddress(), port))
                        .toList()));
    }

    /** Looks up every 30 seconds; a lookup that fails or completes empty leaves the last list in place. */
    static Seeds lookedUp(Mono<List<Address>> lookUp) {
        return () -> lookUp.onErrorResume(unknown -> Mono.empty())
                .repeatWhen(done -> done.delayElements(Duration.ofSeconds(30)));
    }
}
