package io.fluxgossip.model;

/** Two nodes do not talk to each other: other clusters, other protocols, or one node and itself. */
public final class ConnectionRefusedException extends GossipException {

    private static final long serialVersionUID = 1L;

    public ConnectionRefusedException(String reason) {
        super(reason);
    }

    @Override
    public boolean isTransient() {
        return false;
    }
}
