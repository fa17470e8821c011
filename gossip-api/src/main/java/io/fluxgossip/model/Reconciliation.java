package io.fluxgossip.model;

/** How two replicas find out what the other lacks: the form of digest with which an exchange begins. */
public enum Reconciliation {

    /**
     * Digest, then delta and wants, then delta: the three steps of Cassandra's gossip (Lakshman and Malik,
     * <i>Cassandra</i>, 2010). One round trip when something differs, a digest of all origins also when nothing does.
     */
    HANDSHAKE,

    /**
     * On each connection only the watermarks that have changed since it was last told on it, as CockroachDB's gossip does: a few bytes
     * an exchange, for a digest remembered per connection on both sides. Who finds that the other remembers something else starts over.
     */
    PER_PEER,

    /** Fingerprint first, which ends it in a few bytes if the replicas are equal; the default. */
    AUTO;

    public static Reconciliation handshake() {
        return HANDSHAKE;
    }

    public static Reconciliation perPeer() {
        return PER_PEER;
    }

    public static Reconciliation auto() {
        return AUTO;
    }
}
