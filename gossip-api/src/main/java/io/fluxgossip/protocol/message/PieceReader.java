package io.fluxgossip.protocol.message;

/**
 * The reader behind a {@link Message.Request}: each piece is computed when it is asked for, on the thread that owns the
 * core.
 */
public interface PieceReader {

    /**
     * The next piece; {@link Message.Piece#last()} says whether another may follow.
     *
     * @param nowMillis by the time of the node that answers
     */
    Message.Piece next(long nowMillis);
}
