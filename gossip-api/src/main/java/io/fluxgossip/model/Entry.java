package io.fluxgossip.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The last known write to one key.
 *
 * @param value what was written, or null for a delete (a tombstone)
 * @param ttlMillis how long after it was written the value counts, in milliseconds; 0 for ever, and of a delete
 */
public record Entry(Bytes key, @Nullable Bytes value, Version version, long ttlMillis) {

    public Entry {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(version, "version");
        if (ttlMillis < 0) {
            throw new IllegalArgumentException("the time to live must be 0 or more, was " + ttlMillis + " ms");
        }
        ttlMillis = value == null ? 0 : ttlMillis;
    }

    /** One that lives until it is replaced. */
    public Entry(Bytes key, @Nullable Bytes value, Version version) {
        this(key, value, version, 0);
    }

    /** Whether it has a value that will be gone one day without anybody deleting it. */
    public boolean expires() {
        return ttlMillis > 0;
    }

    /** When that is, in milliseconds since the epoch; by the clock of the node that looks. */
    public long expiresAtMillis() {
        long written = version.millis();
        return ttlMillis > Long.MAX_VALUE - written ? Long.MAX_VALUE : written + ttlMillis;
    }

    /**
     * What is left at this time: the same, or a tombstone of the same version. Nobody writes a delete, so nothing can happen to a
     * later value, whatever clocks say.
     */
    public Entry asOf(long nowMillis) {
        return expires() && nowMillis >= expiresAtMillis() ? new Entry(key, null, version) : this;
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
