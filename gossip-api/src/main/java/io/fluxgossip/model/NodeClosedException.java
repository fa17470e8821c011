package io.fluxgossip.model;

/** The node has been closed; nothing happened. */
public final class NodeClosedException extends GossipException {

    private static final long serialVersionUID = 1L;

    public NodeClosedException(String node) {
        super("node " + node + " is closed");
    }

    @Override
    public boolean isTransient() {
        return false;
    }
}
