package io.fluxgossip.model;

/** How two replicas find out what the other lacks: the form of digest with which an exchange begins. */
public enum Reconciliation {

    /**
     * Digest, then delta and wants, then delta: the three steps of Cassandra's gossip (Lakshman and Malik,
     * <i>Cassandra</i>, 2010). One round trip when something differs, a digest of all origins also when nothing does.
     */
    HANDSHAKE,

    /** Fingerprint first, which ends it in a few bytes if the replicas are equal; the default. */
    AUTO;

    public static Reconciliation handshake() {
        return HANDSHAKE;
    }

    public static Reconciliation auto() {
        return AUTO;
    }
}
