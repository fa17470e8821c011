package io.fluxgossip.model;

/**
 * Bounds of one topic on one node. A local write beyond them fails; an entry of a peer beyond them is refused and
 * counted. It is asked for again when there is room; one that is too large never is.
 *
 * @param maxKeys keys with a value, at most; 1 or more
 * @param maxEntryBytes bytes of a key and its value together; 1 to {@value #MAX_ENTRY_BYTES}
 * @param maxTombstones deletes that are remembered, at most; 1 or more. Beyond it the oldest are forgotten
 */
public record Limits(int maxKeys, int maxEntryBytes, int maxTombstones) {

    /** The largest {@code maxEntryBytes}: 8 MiB, so that one entry always fits into one frame. */
    public static final int MAX_ENTRY_BYTES = 8 << 20;

    /** 100,000 keys, 64 KiB an entry, 100,000 deletes. */
    public static final Limits DEFAULT = new Limits(100_000, 64 << 10, 100_000);

    public Limits {
        if (maxKeys < 1) {
            throw new IllegalArgumentException("maxKeys must be at least 1, was " + maxKeys);
        }
        if (maxEntryBytes < 1 || maxEntryBytes > MAX_ENTRY_BYTES) {
            throw new IllegalArgumentException(
                    "maxEntryBytes must be 1 to " + MAX_ENTRY_BYTES + ", was " + maxEntryBytes);
        }
        if (maxTombstones < 1) {
            throw new IllegalArgumentException("maxTombstones must be at least 1, was " + maxTombstones);
        }
    }

    public Limits withMaxKeys(int keys) {
        return new Limits(keys, maxEntryBytes, maxTombstones);
    }

    public Limits withMaxEntryBytes(int bytes) {
        return new Limits(maxKeys, bytes, maxTombstones);
    }

    public Limits withMaxTombstones(int tombstones) {
        return new Limits(maxKeys, maxEntryBytes, tombstones);
    }
}
