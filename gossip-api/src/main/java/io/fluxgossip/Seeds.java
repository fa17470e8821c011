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
        List<Address> parsed = Stream.of(addresses).map(Address::parse).toList();
        return () -> Flux.just(parsed);
    }
}
