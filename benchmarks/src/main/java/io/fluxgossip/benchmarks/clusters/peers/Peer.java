package io.fluxgossip.benchmarks.clusters.peers;

/** A way to keep a replicated map on some nodes: this project's, or somebody else's. */
public interface Peer {

    /** As a row of a table names it, and as the command line takes it. */
    String name();

    /** How it is set up, for people. */
    String settings();

    /** A cluster of no nodes yet. */
    Replicas open() throws Exception;
}
