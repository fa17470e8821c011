package io.fluxgossip.protocol;

import io.fluxgossip.model.CodedSymbol;
import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.model.Message;
import io.fluxgossip.model.Reconciliation;
import io.fluxgossip.model.Reply;
import io.fluxgossip.model.SketchKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answering side of {@link Reconciliation#SKETCH} and {@link Reconciliation#AUTO}: a digest, or a sketch of it. */
final class Offers {

    /** Symbols in the answer that begins a sketch: enough for one origin that differs, as a rule. */
    static final int FIRST = 5;

    /** A digest of so many origins fits into a packet, and takes one answer where a sketch may take several. */
    static final int SMALL = 50;

    /** Symbols for each origin, after which no sketch goes on. */
    private static final int MOST = 4;

    private final NodeState node;
    private final Topic topic;

    /**
     * A sketch that was begun on a connection: it is made again when it is to go on.
     *
     * @param digest as in {@link Fingerprint#digest()}
     */
    record Offer(SketchKey key, long digest) {}

    Offers(NodeState node, Topic topic) {
        this.node = node;
        this.topic = topic;
    }

    /** To a peer that holds something else. */
    Reply reply(Link link, Fingerprint theirs) {
        Reconciliation form = topic.config.reconciliation();
        int origins = topic.replica.histories().size();
        boolean small = origins <= SMALL;
        if (form != Reconciliation.SKETCH && (form != Reconciliation.AUTO || small)) {
            return new Reply.Differs(topic.name(), topic.replica.digest());
        }
        SketchKey key = new SketchKey(node.random.nextLong(), node.random.nextLong());
        boolean isNew = theirs.equals(Fingerprint.EMPTY);
        List<CodedSymbol> symbols = isNew ? List.of() : sketch(key).next(FIRST);
        link.offers.put(topic.name(), new Offer(key, digest()));
        return new Reply.Sketched(topic.name(), key, origins, symbols);
    }

    /** The sketch that was begun; from the start, if what it is of has changed; nothing, if none was. */
    SketchReader goOn(@Nullable Link link, Message.SketchRequest request) {
        Offer begun = link == null ? null : link.offers.remove(topic.name());
        if (begun == null || !begun.key().equals(request.key())) {
            return SketchReader.ofNothing(topic.name());
        }
        int limit = most(topic.replica.histories().size());
        Sketch sketch = sketch(request.key());
        if (begun.digest() == digest()) {
            sketch.next(Math.min(limit, request.from()));
        }
        return new SketchReader(topic.name(), sketch, limit);
    }

    /** Symbols after which a sketch of so many origins, or a comparison of so many on both sides, does not go on. */
    static int most(int origins) {
        return 2 * FIRST + MOST * origins;
    }

    private long digest() {
        return topic.replica.fingerprint().digest();
    }

    private Sketch sketch(SketchKey key) {
        Sketch sketch = new Sketch();
        new HashedOrigins(key, topic.replica).items(topic.replica.digest()).forEach(sketch::add);
        return sketch;
    }
}
