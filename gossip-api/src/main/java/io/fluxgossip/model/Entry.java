package io.fluxgossip.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The last known write to one key.
 *
 * @param value what was written, or null for a delete (a tombstone)
 */
public record Entry(Bytes key, @Nullable Bytes value, Version version) {

    public Entry {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(version, "version");
    }

    public boolean isTombstone() {
        return value == null;
    }

    /** Whether this write wins against {@code other}: last writer wins. */
    public boolean supersedes(@Nullable Entry other) {
        return other == null || version.compareTo(other.version) > 0;
    }

    /** Bytes of key and value together: what {@code maxEntryBytes} bounds. */
    public int payloadBytes() {
        return key.size() + (value == null ? 0 : value.size());
    }
}
