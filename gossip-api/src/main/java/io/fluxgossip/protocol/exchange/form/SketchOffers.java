package io.fluxgossip.protocol.exchange.form;

import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.protocol.link.PeerLink;
import io.fluxgossip.protocol.message.CodedSymbol;
import io.fluxgossip.protocol.message.DigestResponse;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.SketchKey;
import io.fluxgossip.protocol.sketch.HashedOrigins;
import io.fluxgossip.protocol.sketch.Sketch;
import io.fluxgossip.protocol.sketch.SketchOffer;
import io.fluxgossip.protocol.sketch.SketchReader;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.turn.Turn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answering side of a rateless sketch: it is begun in an answer, and goes on in a stream. */
public final class SketchOffers {

    /** Symbols in the answer that begins a sketch: enough for one origin that differs, as a rule. */
    static final int FIRST_SYMBOLS = 5;

    /** A digest of so many origins fits into a packet, and takes one answer where a sketch may take several. */
    public static final int SMALL = 50;

    /** Symbols for each origin, after which no sketch goes on. */
    private static final int MOST_SYMBOLS_PER_ORIGIN = 4;

    /** The bound on a sketch that fails, as a share of the digest that replaces it. */
    private static final int SHARE_PERCENT = 30;

    private SketchOffers() {}

    /** To a peer that holds something else. */
    static DigestResponse begin(Topic topic, PeerLink link, Fingerprint theirs, Turn turn) {
        SketchKey key = new SketchKey(turn.chance().nextLong(), turn.chance().nextLong());
        boolean isNew = theirs.equals(Fingerprint.EMPTY);
        List<CodedSymbol> symbols = isNew ? List.of() : sketch(topic, key).next(FIRST_SYMBOLS);
        link.transfers().offerSketch(topic.name(), new SketchOffer(key, digestHash(topic)));
        return new DigestResponse.Sketched(
                topic.name(), key, topic.replica().histories().size(), symbols, topic.comparableState());
    }

    /** The sketch that was begun; from the start, if what it is of has changed; nothing, if none was. */
    public static SketchReader resume(Topic topic, @Nullable PeerLink link, Message.SketchRequest request) {
        SketchOffer begun = link == null ? null : link.transfers().takeOffer(topic.name());
        if (begun == null || !begun.key().equals(request.key())) {
            return SketchReader.ofNothing(topic.name());
        }
        int limit = mostSymbols(topic.replica().histories().size());
        Sketch sketch = sketch(topic, request.key());
        if (begun.digest() == digestHash(topic)) {
            sketch.next(Math.min(limit, request.from()));
        }
        return new SketchReader(topic.name(), sketch, limit);
    }

    /** Symbols after which a sketch of so many origins, or a comparison of so many on both sides, does not go on. */
    static int mostSymbols(int origins) {
        return 2 * FIRST_SYMBOLS + MOST_SYMBOLS_PER_ORIGIN * origins;
    }

    /**
     * Symbols of a sketch to take in where a digest may be told instead; 0 if that is cheaper from the start. A symbol
     * is about as long as a watermark of the digest.
     */
    static int symbolsBesideDigest(int ourOrigins, int theirOrigins) {
        int limit = theirOrigins * SHARE_PERCENT / 100;
        int fewestDifferences = Math.abs(theirOrigins - ourOrigins);
        return fewestDifferences > limit ? 0 : Math.max(FIRST_SYMBOLS, limit);
    }

    private static long digestHash(Topic topic) {
        return topic.replica().fingerprint().digest();
    }

    private static Sketch sketch(Topic topic, SketchKey key) {
        Sketch sketch = new Sketch();
        new HashedOrigins(key, topic.replica()).items(topic.replica().digest()).forEach(sketch::add);
        return sketch;
    }
}
