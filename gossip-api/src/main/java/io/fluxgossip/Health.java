package io.fluxgossip;

/** How a node is placed in its cluster. */
public enum Health {
    /** It has seeds, and has not met anybody yet. */
    JOINING,
    /** It is in company, or alone and nobody is missing: it has no seeds, or all others have said goodbye. */
    UP,
    /** It was in company, and all who did not leave have failed as it seems from here. */
    ISOLATED,
    /** It misses answers again and again, or suspects more than half of the others: it is likely to be slow itself. */
    DEGRADED,
    /** It is on its way out. */
    LEAVING
}
