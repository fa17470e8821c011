package io.fluxgossip.simulation;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.PieceReader;

/** A stream of pieces: the next one is computed when the one before was applied, if another is wanted. */
final class Download {
    private final VirtualWorld world;
    private final SimulatedNode node;
    private final NodeId peer;
    private final Message.Request request;
    private final long connection;

    Download(VirtualWorld world, SimulatedNode node, NodeId peer, Message.Request request, long connection) {
        this.world = world;
        this.node = node;
        this.peer = peer;
        this.request = request;
        this.connection = connection;
    }

    void nextPiece(SimulatedNode from, PieceReader reader) {
        Message.Piece piece = reader.next(from.now());
        world.observer().sent(from, node.id(), piece);
        boolean sent = from.transmit(node.id(), me -> receive(reader, piece));
        if (!sent) {
            brokeOff();
        }
    }

    private void receive(PieceReader reader, Message.Piece piece) {
        world.observer().streamed(node, peer, piece);
        node.carryOut(piece.getClass().getSimpleName(), peer, node.core().receive(node.now(), peer, piece));
        boolean wanted = node.isCurrent(peer, connection) && node.core().wants(peer, request);
        if (wanted && !node.transmit(peer, again -> nextPiece(again, reader))) {
            brokeOff();
        }
    }

    void brokeOff() {
        node.at(world.micros() + VirtualWorld.PIECE_TIMEOUT_MICROS, () -> {
            if (node.isCurrent(peer, connection)) {
                node.carryOut("no more from", peer, node.core().streamEnded(node.now(), peer, request));
            }
        });
    }
}
