package io.fluxgossip.protocol.link;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.model.Hashing;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.store.History;
import io.fluxgossip.protocol.store.Replica;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The digest of one topic as one end of a connection has told it to the other. */
public final class RememberedDigest {

    private final Map<NodeId, Long> watermarks = new HashMap<>();
    private long hash;

    /** As in the first half of a fingerprint. */
    public long hash() {
        return hash;
    }

    /** Nobody remembers more origins than a topic may know. */
    public boolean hasRoomFor(Digest changes) {
        return watermarks.size() + changes.watermarks().size() <= 2 * Replica.MAX_ORIGINS;
    }

    public void clear() {
        watermarks.clear();
        hash = 0;
    }

    public void put(Digest changes) {
        changes.watermarks().forEach((origin, watermark) -> {
            Long before = watermarks.put(origin, watermark);
            long hashed = Hashing.hash(origin);
            hash += Fingerprint.shareOf(hashed, watermark) - Fingerprint.shareOf(hashed, before == null ? 0 : before);
        });
    }

    /** The part of this digest that was not sent yet. */
    public Digest changes(Replica replica) {
        NavigableMap<NodeId, Long> changes = new TreeMap<>();
        if (replica.fingerprint().digest() != hash) {
            for (History history : replica.histories().values()) {
                if (history.watermark() != watermarks.getOrDefault(history.origin(), 0L)) {
                    changes.put(history.origin(), history.watermark());
                }
            }
        }
        return new Digest(changes);
    }

    public Digest digest() {
        return new Digest(new TreeMap<>(watermarks));
    }
}
