package io.fluxgossip.protocol;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.model.Mix;
import io.fluxgossip.model.NodeId;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The digest of one topic as one end of a connection has told it to the other. */
final class RememberedDigest {

    private final Map<NodeId, Long> watermarks = new HashMap<>();
    private long hash;

    /** As in the first half of a fingerprint. */
    long hash() {
        return hash;
    }

    /** Nobody remembers more origins than a topic may know. */
    boolean hasRoomFor(Digest changes) {
        return watermarks.size() + changes.watermarks().size() <= 2 * Replica.MAX_ORIGINS;
    }

    void clear() {
        watermarks.clear();
        hash = 0;
    }

    void put(Digest changes) {
        changes.watermarks().forEach((origin, watermark) -> {
            Long before = watermarks.put(origin, watermark);
            long hashed = Mix.hash(origin);
            hash += Fingerprint.shareOf(hashed, watermark) - Fingerprint.shareOf(hashed, before == null ? 0 : before);
        });
    }

    /** What is not yet told of this. */
    Digest changes(Replica replica) {
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

    Digest digest() {
        return new Digest(new TreeMap<>(watermarks));
    }
}
