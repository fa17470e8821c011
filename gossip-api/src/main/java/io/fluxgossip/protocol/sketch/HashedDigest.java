package io.fluxgossip.protocol.sketch;

import io.fluxgossip.model.Digest;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.SketchKey;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.LongPredicate;

/** With hashes in the place of origins. */
public final class HashedDigest implements PeerDigest {

    private final String topic;
    private final SketchKey key;
    private final HashedOrigins origins;
    private final NavigableMap<Long, Long> held;

    public HashedDigest(String topic, SketchKey key, HashedOrigins origins, NavigableMap<Long, Long> held) {
        this.topic = topic;
        this.key = key;
        this.origins = origins;
        this.held = held;
    }

    @Override
    public int size() {
        return held.size();
    }

    @Override
    public Digest known() {
        return origins.known(held);
    }

    @Override
    public Optional<DigestRequest> request(Digest behind, LongPredicate wanted) {
        NavigableMap<Long, Long> asked = origins.hashed(behind);
        held.forEach((hash, watermark) -> {
            if (origins.origin(hash) == null && wanted.test(watermark)) {
                asked.put(hash, 0L);
            }
        });
        return asked.isEmpty() ? Optional.empty() : Optional.of(new DigestRequest.Hashed(topic, key, asked));
    }
}
