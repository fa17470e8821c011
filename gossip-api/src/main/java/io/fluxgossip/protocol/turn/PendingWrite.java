package io.fluxgossip.protocol.turn;

import io.fluxgossip.model.Bytes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A write to one key that has no version yet.
 *
 * @param value null deletes, also a key that is unknown here
 * @param ttlMillis how long it counts, in milliseconds; 0 for ever
 */
public record PendingWrite(Bytes key, @Nullable Bytes value, long ttlMillis) {

    public PendingWrite {
        Objects.requireNonNull(key, "key");
    }
}
