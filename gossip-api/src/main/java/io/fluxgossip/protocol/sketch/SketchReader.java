package io.fluxgossip.protocol.sketch;

import io.fluxgossip.protocol.message.CodedSymbol;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.PieceReader;
import java.util.List;

/**
 * A sketch in pieces: a quarter more each time, so that few symbols are told in vain and few round trips are needed.
 */
public final class SketchReader implements PieceReader {

    /** No piece has less, but for the first in an answer. */
    private static final int LEAST = 4;

    /** No piece has more. */
    private static final int MOST = 2_000;

    private final String topic;
    private final Sketch sketch;
    private final int limit;

    /**
     * Goes on with a sketch.
     *
     * @param limit symbols, after which no more are made
     */
    public SketchReader(String topic, Sketch sketch, int limit) {
        this.topic = topic;
        this.sketch = sketch;
        this.limit = limit;
    }

    /** One that ends at once: the asking node has to compare in another way. */
    public static SketchReader ofNothing(String topic) {
        return new SketchReader(topic, new Sketch(), 0);
    }

    @Override
    public Message.Symbols next(long nowMillis) {
        int from = sketch.made();
        int count = Math.max(0, Math.min(Math.min(MOST, Math.max(LEAST, from / 4)), limit - from));
        List<CodedSymbol> symbols = sketch.next(count);
        return new Message.Symbols(topic, from, symbols, sketch.made() >= limit);
    }
}
