package io.fluxgossip;

import java.util.List;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;

/** Where a node looks for others: each list emitted is dialled, besides those emitted before. */
@FunctionalInterface
public interface Seeds {

    Flux<List<Address>> addresses();

    /** None: this node waits for others to dial it. */
    static Seeds none() {
        return Flux::empty;
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
        return () -> Flux.just(fixed);
    }
}
