package io.fluxgossip;

import io.fluxgossip.model.Address;
import io.fluxgossip.model.GossipException;
import io.fluxgossip.model.NodeId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.util.Logger;
import reactor.util.Loggers;

/** Tells the log which addresses are not reached: each one once, and when it is reached after all. */
final class UnreachedLog {

    private static final Logger LOG = Loggers.getLogger(GossipNode.class);

    /** Addresses that are remembered, at most; beyond that all are forgotten, and may be told again. */
    private static final int MAX_ADDRESSES = 1_024;

    private final NodeId self;
    private final Set<Address> unreached = ConcurrentHashMap.newKeySet();

    UnreachedLog(NodeId self) {
        this.self = self;
    }

    void failed(Address address, Throwable failure) {
        if (unreached.size() >= MAX_ADDRESSES) {
            unreached.clear();
        }
        if (unreached.add(address)) {
            LOG.warn("{} cannot reach {}, and tries on: {}", self, address, GossipException.reasonOf(failure));
        }
    }

    void reached(Address address) {
        if (unreached.remove(address)) {
            LOG.info("{} reaches {} now", self, address);
        }
    }
}
