package io.fluxgossip.model;

/**
 * Bounds of one topic on one node. A local write beyond them fails; an entry of a peer beyond them is refused and
 * counted. Peers send it again ever less often, so a key is taken once there is room; an entry that is too large never
 * is.
 *
 * @param maxKeys keys held at most, deleted ones whose tombstone is still kept among them; 1 or more
 * @param maxEntryBytes bytes of a key and its value together; 1 to {@value #MAX_ENTRY_BYTES}
 */
public record Limits(int maxKeys, int maxEntryBytes) {

    /** The largest {@code maxEntryBytes}: 8 MiB, so that one entry always fits into one frame. */
    public static final int MAX_ENTRY_BYTES = 8 << 20;

    /** 100,000 keys, 64 KiB an entry. */
    public static final Limits DEFAULT = new Limits(100_000, 64 << 10);

    public Limits {
        if (maxKeys < 1) {
            throw new IllegalArgumentException("maxKeys must be at least 1, was " + maxKeys);
        }
        if (maxEntryBytes < 1 || maxEntryBytes > MAX_ENTRY_BYTES) {
            throw new IllegalArgumentException(
                    "maxEntryBytes must be 1 to " + MAX_ENTRY_BYTES + ", was " + maxEntryBytes);
        }
    }

    public Limits withMaxKeys(int keys) {
        return new Limits(keys, maxEntryBytes);
    }

    public Limits withMaxEntryBytes(int bytes) {
        return new Limits(maxKeys, bytes);
    }
}
