package io.fluxgossip;

import io.fluxgossip.model.Address;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.transport.Transport;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/**
 * Opens connections, one to an address at a time: who wants one while another has dialled the same address gets that
 * one.
 */
final class Dials {

    private final Transport.Listener listener;
    private final UnreachedLog log;
    private final Map<Address, Mono<Transport.Connection>> underWay = new ConcurrentHashMap<>();
    private final Set<Address> open = ConcurrentHashMap.newKeySet();

    Dials(Transport.Listener listener, NodeId self) {
        this.listener = listener;
        this.log = new UnreachedLog(self);
    }

    /** The address at which this node listens. */
    Address own() {
        return listener.address();
    }

    /** Whether a connection that was dialled at this address is there. */
    boolean isOpen(Address address) {
        return open.contains(address);
    }

    Mono<Transport.Connection> to(Address address) {
        return Mono.defer(() -> underWay.computeIfAbsent(address, this::dial));
    }

    /** An address that matters was not reached. */
    void failed(Address address, Throwable failure) {
        log.failed(address, failure);
    }

    private Mono<Transport.Connection> dial(Address address) {
        return listener.connect(address)
                .doOnNext(connection -> opened(address, connection))
                .doFinally(end -> underWay.remove(address))
                .cache();
    }

    private void opened(Address address, Transport.Connection connection) {
        open.add(address);
        log.reached(address);
        connection
                .onClose()
                .onErrorComplete()
                .doFinally(end -> open.remove(address))
                .subscribe();
    }
}
