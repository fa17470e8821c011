package io.fluxgossip.protocol.sketch;

import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.PieceReader;
import io.fluxgossip.protocol.store.Replica;

/**
 * The answering side of a comparison of states: a sketch of the versions of the last writes to all keys. It is of the
 * state at the moment when it was asked for, so that its symbols fit together.
 */
public final class StateSketch implements PieceReader {

    /** Symbols in the first piece. */
    private static final int FIRST = 16;

    /** A piece has so many times less than there were before: one in eight of those told is told in vain at most. */
    private static final int GROWTH = 8;

    private static final int MOST = 2_000;

    private final String topic;
    private final long gcWatermark;
    private final Sketch sketch = new Sketch();
    private final int limit;

    /** A sketch of what a replica holds. */
    public StateSketch(Message.StateSketchRequest request, Replica replica) {
        topic = request.topic();
        gcWatermark = replica.gcWatermark();
        HashedOrigins origins = new HashedOrigins(request.key(), replica);
        limit = limit(origins.readState(replica, request.upTo(), sketch::add));
    }

    private StateSketch(String topic) {
        this.topic = topic;
        gcWatermark = 0;
        limit = 0;
    }

    /** One that ends at once: the topic is not open here. */
    public static StateSketch ofNothing(Message.StateSketchRequest request) {
        return new StateSketch(request.topic());
    }

    /** Symbols beyond which the state itself is the cheaper way. */
    static int limit(int items) {
        return Math.max(8 * FIRST, items / 2);
    }

    @Override
    public Message.StateSymbols next(long nowMillis) {
        int from = sketch.made();
        int count = Math.min(Math.min(MOST, Math.max(FIRST, from / GROWTH)), Math.max(0, limit - from));
        return new Message.StateSymbols(topic, from, sketch.next(count), sketch.made() >= limit, gcWatermark);
    }
}
