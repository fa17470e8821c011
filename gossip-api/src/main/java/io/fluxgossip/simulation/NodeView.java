package io.fluxgossip.simulation;

import io.fluxgossip.model.Entry;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.GossipCore;
import io.fluxgossip.protocol.store.Replica;
import java.util.Map;
import java.util.TreeMap;

/** One life of one node, as an {@link Observer} sees it. */
public interface NodeView {

    NodeId id();

    /** To be read only. */
    GossipCore core();

    /** The replica of an open topic. */
    Replica replica(String topic);

    /** Whether it has neither crashed nor left. */
    boolean isAlive();

    /** The live entries of a topic here. */
    default Map<String, String> state(String topic) {
        Map<String, String> state = new TreeMap<>();
        for (Entry entry : replica(topic).liveEntries()) {
            if (entry.value() != null) {
                state.put(entry.key().toUtf8(), entry.value().toUtf8());
            }
        }
        return state;
    }
}
