package io.fluxgossip.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The last known write to one key. It holds the parts of its {@link Version}, since there is one of them for every key.
 *
 * @param value what was written, or null for a delete (a tombstone)
 * @param timestamp of the version
 * @param origin of the version
 * @param ttlMillis how long after it was written the value counts, in milliseconds; 0 for ever, and of a delete
 */
public record Entry(Bytes key, @Nullable Bytes value, long timestamp, NodeId origin, long ttlMillis) {

    public Entry {
        Objects.requireNonNull(key, "key");
        Version.check(timestamp, origin);
        if (ttlMillis < 0) {
            throw new IllegalArgumentException("the time to live must be 0 or more, was " + ttlMillis + " ms");
        }
        ttlMillis = value == null ? 0 : ttlMillis;
    }

    public Entry(Bytes key, @Nullable Bytes value, Version version, long ttlMillis) {
        this(key, value, version.timestamp(), version.origin(), ttlMillis);
    }

    /** One that lives until it is replaced. */
    public Entry(Bytes key, @Nullable Bytes value, Version version) {
        this(key, value, version, 0);
    }

    public Version version() {
        return new Version(timestamp, origin);
    }

    /** When it was written, in milliseconds since the epoch; by the clock of the node that wrote it. */
    public long writtenMillis() {
        return Version.millis(timestamp);
    }

    /** Whether it has a value that will be gone one day without anybody deleting it. */
    public boolean expires() {
        return ttlMillis > 0;
    }

    /** When that is, in milliseconds since the epoch; by the clock of the node that looks. */
    public long expiresAtMillis() {
        long written = writtenMillis();
        return ttlMillis > Long.MAX_VALUE - written ? Long.MAX_VALUE : written + ttlMillis;
    }

    /**
     * This entry as it counts at this time: itself, or a tombstone of the same version. Nobody writes a delete, so
     * nothing can happen to a later value, whatever clocks say.
     */
    public Entry asOf(long nowMillis) {
        return expires() && nowMillis >= expiresAtMillis() ? new Entry(key, null, timestamp, origin, 0) : this;
    }

    public boolean isTombstone() {
        return value == null;
    }

    /** Whether this write wins against {@code other}: last writer wins. */
    public boolean supersedes(@Nullable Entry other) {
        return other == null || Version.compare(timestamp, origin, other.timestamp, other.origin) > 0;
    }

    /** Whether the other one is of the same write; one of them may be what was left of it when it ended. */
    public boolean isSameWriteAs(Entry other) {
        return timestamp == other.timestamp && origin.equals(other.origin);
    }

    /** Bytes of key and value together: what {@code maxEntryBytes} bounds. */
    public int payloadBytes() {
        return key.size() + (value == null ? 0 : value.size());
    }
}
