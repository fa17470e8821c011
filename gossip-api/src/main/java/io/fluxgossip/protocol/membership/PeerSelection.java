package io.fluxgossip.protocol.membership;

import io.fluxgossip.model.NodeConfig.Selection;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.turn.Turn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** With whom the next round is made, be it an exchange or a probe. */
public final class PeerSelection {

    private final Turn turn;
    private final Peers peers;

    /** Those whose turn it is in this pass. */
    private final List<NodeId> order = new ArrayList<>();

    /** The place of the next peer in it. */
    private int place;

    public PeerSelection(Turn turn, Peers peers) {
        this.turn = turn;
        this.peers = peers;
    }

    /** Null if nobody is there. */
    @Nullable
    public NodeId next() {
        if (peers.isEmpty()) {
            return null;
        }
        return turn.config().selection() == Selection.UNIFORM ? anyone() : nextInOrder();
    }

    private NodeId anyone() {
        return peers.get(turn.chance().nextInt(peers.size()));
    }

    /** New peers join in the next pass; departed peers are skipped. */
    private NodeId nextInOrder() {
        while (true) {
            if (place == order.size()) {
                shuffle();
            }
            NodeId next = order.get(place++);
            if (peers.contains(next)) {
                return next;
            }
        }
    }

    private void shuffle() {
        order.clear();
        // one by one: addAll would copy the peers first
        for (int i = 0; i < peers.size(); i++) {
            order.add(peers.get(i));
        }
        for (int i = order.size() - 1; i > 0; i--) {
            Collections.swap(order, i, turn.chance().nextInt(i + 1));
        }
        place = 0;
    }
}
