package io.fluxgossip.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The last known write to one key. It holds the parts of its {@link Version}, since there is one of them for every key.
 *
 * @param value what was written; null for a delete (a tombstone), and for a value whose time is over
 * @param timestamp of the version
 * @param origin of the version
 * @param lease how long the value counts; null for ever, and of a delete
 */
public record Entry(
        Bytes key,
        @Nullable Bytes value,
        long timestamp,
        NodeId origin,
        @Nullable Lease lease) {

    public Entry {
        Objects.requireNonNull(key, "key");
        Version.check(timestamp, origin);
    }

    /** As in a message of the node that has just written it. */
    public Entry(Bytes key, @Nullable Bytes value, Version version, long ttlMillis) {
        this(key, value, version.timestamp(), version.origin(), leaseOf(value, ttlMillis));
    }

    /** One that lives until it is replaced. */
    public Entry(Bytes key, @Nullable Bytes value, Version version) {
        this(key, value, version, 0);
    }

    private static @Nullable Lease leaseOf(@Nullable Bytes value, long ttlMillis) {
        if (ttlMillis < 0) {
            throw new IllegalArgumentException("the time to live must be 0 or more, was " + ttlMillis + " ms");
        }
        return value == null || ttlMillis == 0 ? null : new Lease(ttlMillis, ttlMillis);
    }

    public Version version() {
        return new Version(timestamp, origin);
    }

    /** When it was written, in milliseconds since the epoch; by the clock of the node that wrote it. */
    public long writtenMillis() {
        return Version.millis(timestamp);
    }

    /** How long the value was written for, in milliseconds; 0 for ever, and of a delete. */
    public long ttlMillis() {
        return lease == null ? 0 : lease.ttlMillis();
    }

    /** Whether it will be over one day, or is, without anybody deleting it. */
    public boolean expires() {
        return lease != null;
    }

    /** Whether a value that is held here is over at this time of this node. */
    public boolean isOverAt(long nowMillis) {
        return lease != null && nowMillis >= lease.endMillis();
    }

    /**
     * This write without its value, which is over. Nobody writes a delete, so nothing can happen to a later value, nor
     * to the same one where it is not over yet.
     */
    public Entry over() {
        return new Entry(key, null, timestamp, origin, lease);
    }

    /** An entry of a message, as held from this moment on: a value of which nothing is left is over. */
    public Entry heldAt(long nowMillis) {
        if (lease == null) {
            return this;
        }
        Bytes left = lease.endMillis() > 0 ? value : null;
        return new Entry(key, left, timestamp, origin, lease.heldAt(nowMillis));
    }

    /** An entry that is held, as a message tells it at this moment. */
    public Entry toldAt(long nowMillis) {
        return lease == null ? this : new Entry(key, value, timestamp, origin, lease.toldAt(nowMillis));
    }

    /** Whether it has no value: it was deleted, or is over. */
    public boolean isTombstone() {
        return value == null;
    }

    /** Whether this write wins against {@code other}: last writer wins. */
    public boolean supersedes(@Nullable Entry other) {
        return other == null || Version.compare(timestamp, origin, other.timestamp, other.origin) > 0;
    }

    /** Whether the other one is of the same write; one of them may be what was left of it when it was over. */
    public boolean isSameWriteAs(Entry other) {
        return timestamp == other.timestamp && origin.equals(other.origin);
    }

    /** Bytes of key and value together: what {@code maxEntryBytes} bounds. */
    public int payloadBytes() {
        return key.size() + (value == null ? 0 : value.size());
    }
}
