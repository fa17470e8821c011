package io.fluxgossip.protocol.store;

import io.fluxgossip.protocol.message.Message;

/**
 * The reader behind a {@link Message.Request}: each piece is computed when it is asked for, on the thread that owns the
 * core.
 */
public interface PieceReader {

    /** The next piece; {@link Message.Piece#last()} says whether another may follow. */
    Message.Piece next();
}
