package io.fluxgossip.protocol.store;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Hashing;
import io.fluxgossip.protocol.message.DigestRequest;

/**
 * A Bloom filter (Bloom, CACM 1970) over the versions that a replica holds: what it does not contain is not there; one
 * in a hundred of what is not there it seems to contain. Another salt makes it another hundredth.
 */
public final class VersionFilter {

    /** For less than one false positive in a hundred, 0.8 by the formula: bits for each entry, and hashes. */
    private static final int BITS_PER_ENTRY = 10;

    private static final int HASHES = 7;

    /** All filters of an exchange together have to fit into a message. */
    public static final int MAX_BYTES = 256 << 10;

    private final long salt;
    private final int hashes;
    private final byte[] bits;

    private VersionFilter(long salt, int hashes, byte[] bits) {
        this.salt = salt;
        this.hashes = hashes;
        this.bits = bits;
    }

    /** One as a peer has sent it. */
    public static VersionFilter of(DigestRequest.Filter filter) {
        return new VersionFilter(filter.salt(), filter.hashes(), filter.bits().toArray());
    }

    /** Whether a filter for so many is not too large. */
    public static boolean hasRoomFor(int entries) {
        return bytesFor(entries) <= MAX_BYTES;
    }

    /** Empty, with room for so many. */
    static VersionFilter withRoomFor(int entries, long salt) {
        return new VersionFilter(salt, HASHES, new byte[(int) Math.min(MAX_BYTES, bytesFor(entries))]);
    }

    private static long bytesFor(int entries) {
        return (long) entries * BITS_PER_ENTRY / Byte.SIZE + 1;
    }

    public int hashes() {
        return hashes;
    }

    public Bytes bits() {
        return Bytes.copyOf(bits);
    }

    /** @param version a hash of it */
    void add(long version) {
        long mixed = Hashing.mix(version ^ salt);
        for (int i = 0; i < hashes; i++) {
            int place = place(mixed, i);
            bits[place >>> 3] |= (byte) (1 << (place & 7));
        }
    }

    /** @param version a hash of it */
    boolean mayContain(long version) {
        if (bits.length == 0) {
            return false;
        }
        long mixed = Hashing.mix(version ^ salt);
        for (int i = 0; i < hashes; i++) {
            int place = place(mixed, i);
            if ((bits[place >>> 3] & 1 << (place & 7)) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Two hashes make all (Kirsch and Mitzenmacher, ESA 2006). */
    private int place(long mixed, int i) {
        int first = (int) mixed;
        int second = (int) (mixed >>> 32) | 1;
        return (int) (Integer.toUnsignedLong(first + i * second) % (bits.length * (long) Byte.SIZE));
    }
}
