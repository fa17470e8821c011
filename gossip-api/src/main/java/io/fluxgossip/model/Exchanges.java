package io.fluxgossip.model;

/** Which way what differs goes in a round's exchange, seen from the node whose round it is (Demers et al., PODC 1987). */
public enum Exchanges {
    /** To the peer: what it lacks. Ends quickly while few know; those who are left last wait for somebody to choose them. */
    PUSH,
    /** From the peer: what this node lacks. Begins slowly; those who are left last ask for themselves. */
    PULL,
    /** Both; the default. */
    PUSH_PULL
}
