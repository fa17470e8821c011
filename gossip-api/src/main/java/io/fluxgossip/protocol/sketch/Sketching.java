package io.fluxgossip.protocol.sketch;

import io.fluxgossip.model.Digest;
import io.fluxgossip.protocol.message.CodedSymbol;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.DigestResponse;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.SketchKey;
import io.fluxgossip.protocol.store.Replica;
import java.util.List;
import java.util.NavigableMap;

/** A peer's sketch of its digest of one topic, while it comes in. */
public final class Sketching {

    /** From so many symbols on it can be told about how many differences there are. */
    private static final int TELLING = 8;

    private final String topic;
    private final boolean initialSync;
    private final SketchKey key;
    private final int state;
    private final int limit;
    private final HashedOrigins hashed;
    private final Digest ours;
    private SketchDecoder decoder;
    private boolean begunAnew;

    /**
     * Nothing of it has been taken in yet.
     *
     * @param initialSync whether it is told because one of the two is new, and not in a round
     * @param limit symbols from which on something else is cheaper
     */
    public Sketching(boolean initialSync, DigestResponse.Sketched sketched, Replica replica, int limit) {
        this.topic = sketched.topic();
        this.initialSync = initialSync;
        this.key = sketched.key();
        this.state = sketched.state();
        this.limit = limit;
        this.hashed = new HashedOrigins(key, replica);
        this.ours = replica.digest();
        this.decoder = begin();
    }

    private SketchDecoder begin() {
        return new SketchDecoder(hashed.hash(), hashed.items(ours));
    }

    /**
     * Begins anew once if these are the first, and does not take those that do not follow; returns whether it took any.
     */
    public boolean add(int from, List<CodedSymbol> symbols) {
        if (from == 0 && decoder.size() > 0 && !begunAnew) {
            begunAnew = true;
            decoder = begin();
        }
        if (from != decoder.size()) {
            return false;
        }
        decoder.add(symbols);
        return !symbols.isEmpty();
    }

    public boolean isInitialSync() {
        return initialSync;
    }

    /** The state that goes with the digest, as in {@link DigestResponse.Differs}. */
    public int state() {
        return state;
    }

    public boolean isDecoded() {
        return decoder.isDecoded();
    }

    public boolean isHopeless() {
        return decoder.isHopeless(TELLING, limit);
    }

    /** Whether this is the request that asks for more of it. */
    public boolean isFor(Message.SketchRequest request) {
        return key.equals(request.key());
    }

    /** The request for more symbols. */
    public Message.SketchRequest request() {
        return new Message.SketchRequest(topic, key, decoder.size());
    }

    /** The other's digest. */
    public HashedDigest theirs() {
        NavigableMap<Long, Long> held = hashed.hashed(ours);
        for (CodedSymbol difference : decoder.differences()) {
            if (difference.count() < 0) {
                held.remove(difference.origins(), difference.watermarks());
            }
        }
        for (CodedSymbol difference : decoder.differences()) {
            if (difference.count() > 0 && difference.watermarks() > 0) {
                held.put(difference.origins(), difference.watermarks());
            }
        }
        return new HashedDigest(topic, key, hashed, held);
    }

    /** Asks for the digest itself, by hashes. */
    public DigestRequest.Listing instead() {
        return new DigestRequest.Listing(topic, key);
    }
}
