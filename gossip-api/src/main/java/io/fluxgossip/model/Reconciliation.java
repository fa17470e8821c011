package io.fluxgossip.model;

/** How two replicas find out what the other lacks: the form of digest with which an exchange begins. */
public enum Reconciliation {

    /**
     * Digest, then delta and wants, then delta: the three steps of Cassandra's gossip (Lakshman and Malik,
     * <i>Cassandra</i>, 2010). One round trip when something differs, a digest of all origins also when nothing does.
     */
    HANDSHAKE("handshake"),

    /**
     * On each connection only the watermarks that have changed since it was last told on it, as CockroachDB's gossip
     * does: a few bytes an exchange, for a digest remembered per connection on both sides. Who finds that the other
     * remembers something else starts over.
     */
    PER_PEER("perPeer"),

    /**
     * A Bloom filter over the versions held (Bloom, CACM 1970), with a new salt every round, so that what one round
     * hides the next one shows: 1.25 bytes for each entry, however many have written and whatever gaps there are. When
     * it shows nothing any more, digests are compared.
     */
    BLOOM("bloom"),

    /**
     * Fingerprint, then a rateless sketch of the digest (Yang, Gilad and Alizadeh, <i>Practical Rateless Set
     * Reconciliation</i>, SIGCOMM 2024), which is taken in until it tells where the digests differ: bytes by what
     * differs, and not by how many have written.
     */
    SKETCH("sketch"),

    /** All that the other holds, every time. The naive way: to compare others with, or for a handful of keys. */
    FULL_STATE("fullState"),

    /**
     * Fingerprint first, which ends it in a few bytes if the replicas are equal; else a digest that is small, or a
     * sketch, which gives way to the digest when that is going to be cheaper. The default.
     */
    AUTO("auto");

    private final String word;

    Reconciliation(String word) {
        this.word = word;
    }

    /**
     * Reads what {@code toString} writes: {@code handshake}, {@code perPeer}, {@code bloom}, {@code sketch}, {@code
     * fullState} or {@code auto}.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    public static Reconciliation parse(String text) {
        return DisseminationParser.oneOf("way to reconcile", text, values());
    }

    @Override
    public String toString() {
        return word;
    }

    public static Reconciliation handshake() {
        return HANDSHAKE;
    }

    public static Reconciliation perPeer() {
        return PER_PEER;
    }

    public static Reconciliation bloom() {
        return BLOOM;
    }

    public static Reconciliation sketch() {
        return SKETCH;
    }

    public static Reconciliation fullState() {
        return FULL_STATE;
    }

    public static Reconciliation auto() {
        return AUTO;
    }
}
