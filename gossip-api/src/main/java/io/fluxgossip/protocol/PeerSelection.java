package io.fluxgossip.protocol;

import io.fluxgossip.model.NodeConfig.Selection;
import io.fluxgossip.model.NodeId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** With whom the next round is made, be it an exchange or a probe. */
final class PeerSelection {

    private final NodeState node;

    /** Those whose turn it is in this pass. */
    private final Deque<NodeId> order = new ArrayDeque<>();

    PeerSelection(NodeState node) {
        this.node = node;
    }

    /** Null if nobody is there. */
    @Nullable
    NodeId next() {
        if (node.peers.isEmpty()) {
            return null;
        }
        return node.config.selection() == Selection.UNIFORM ? anyone() : nextInOrder();
    }

    private NodeId anyone() {
        return node.peers.get(node.random.nextInt(node.peers.size()));
    }

    /** Who came meanwhile has a turn in the next pass, who is gone has none. */
    private NodeId nextInOrder() {
        while (true) {
            NodeId next = order.poll();
            if (next == null) {
                order.addAll(shuffled());
            } else if (node.isPeer(next)) {
                return next;
            }
        }
    }

    private List<NodeId> shuffled() {
        List<NodeId> all = new ArrayList<>(node.peers);
        for (int i = all.size() - 1; i > 0; i--) {
            Collections.swap(all, i, node.random.nextInt(i + 1));
        }
        return all;
    }
}
