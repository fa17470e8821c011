package io.fluxgossip.protocol.sketch;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.message.HashedVersion;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.SketchKey;
import io.fluxgossip.protocol.store.Replica;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A peer's sketch of its state of one topic, while it comes in. */
public final class StateSketching {

    /** From so many symbols on it can be told about how many differences there are. */
    private static final int TELLING = 32;

    private final Message.StateSketchRequest request;
    private final HashedOrigins origins;
    private final SketchDecoder decoder;
    private final int limit;
    private long gcWatermark;

    /** Compares with what a replica holds now. */
    public StateSketching(String topic, SketchKey key, long upTo, Replica replica) {
        request = new Message.StateSketchRequest(topic, key, upTo);
        origins = new HashedOrigins(key, replica);
        decoder = new SketchDecoder(origins.hash());
        limit = StateSketch.limit(origins.readState(replica, upTo, decoder::addOurs));
    }

    public Message.StateSketchRequest request() {
        return request;
    }

    /** Returns whether these are the next, and there are some. */
    public boolean add(Message.StateSymbols symbols) {
        if (symbols.from() != decoder.size() || symbols.symbols().isEmpty()) {
            return false;
        }
        gcWatermark = Math.max(gcWatermark, symbols.gcWatermark());
        decoder.add(symbols.symbols());
        return true;
    }

    public boolean isDecoded() {
        return decoder.isDecoded();
    }

    public boolean isHopeless() {
        return decoder.isHopeless(TELLING, limit);
    }

    /** Deletes up to this timestamp the peer may have forgotten. */
    public long gcWatermark() {
        return gcWatermark;
    }

    /** Last writes that the peer knows, and this node does not; the oldest first. */
    public List<HashedVersion> theirs() {
        return versions(1);
    }

    /** Last writes that this node knows, and the peer does not; the oldest first. */
    public List<HashedVersion> ours() {
        return versions(-1);
    }

    private List<HashedVersion> versions(int side) {
        return decoder.differences().stream()
                .filter(difference -> difference.count() == side && difference.watermarks() > 0)
                .map(difference -> new HashedVersion(difference.origins(), difference.watermarks()))
                .sorted(Comparator.comparingLong(HashedVersion::timestamp))
                .toList();
    }

    /** A version that is known here by the name of its origin; null if it is not. */
    @Nullable
    public Version named(HashedVersion version) {
        NodeId origin = origins.origin(version.origin());
        return origin == null ? null : new Version(version.timestamp(), origin);
    }
}
