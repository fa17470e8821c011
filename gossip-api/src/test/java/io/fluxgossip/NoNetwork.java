package io.fluxgossip;

import io.fluxgossip.model.Address;
import io.fluxgossip.transport.Transport;
import reactor.core.publisher.Mono;

/** A transport that reaches nobody. */
final class NoNetwork implements Transport {

    @Override
    public int maxMessageBytes() {
        return 1 << 20;
    }

    @Override
    public Mono<Listener> listen(Host host) {
        return Mono.just(new Listener() {
            @Override
            public Address address() {
                return new Address("nowhere", 1);
            }

            @Override
            public Mono<Connection> connect(Address address) {
                return Mono.never();
            }

            @Override
            public Mono<Void> close() {
                return Mono.empty();
            }
        });
    }
}
