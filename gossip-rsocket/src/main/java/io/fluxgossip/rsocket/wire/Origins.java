package io.fluxgossip.rsocket.wire;

import io.fluxgossip.model.NodeId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The origins that were read before: entries of one origin share its {@link NodeId}, from whichever frame they came.
 * Safe from any thread.
 */
public final class Origins {

    /** Further ones are not remembered: peers may name as many as they like. */
    private static final int MAX = 16_384;

    private final Map<NodeId, NodeId> known = new ConcurrentHashMap<>();

    NodeId shared(NodeId read) {
        NodeId before = known.get(read);
        if (before != null) {
            return before;
        }
        if (known.size() < MAX) {
            known.put(read, read);
        }
        return read;
    }
}
