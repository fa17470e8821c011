package io.fluxgossip.simulation;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.GossipCore;
import io.fluxgossip.protocol.store.Replica;

/** One life of one node, as an {@link Observer} sees it. */
public interface NodeView {

    NodeId id();

    /** To be read only. */
    GossipCore core();

    /** What the node holds of an open topic. */
    Replica replica(String topic);

    /** Whether it has neither crashed nor left. */
    boolean isAlive();
}
