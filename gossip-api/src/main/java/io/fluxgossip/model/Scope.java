package io.fluxgossip.model;

/** For whom a topic's mode is switched. */
public enum Scope {

    /** This node alone, until it restarts or a later switch of the cluster reaches it. */
    LOCAL,

    /** All nodes, those that join later among them; the switch is itself a replicated entry. */
    CLUSTER
}
