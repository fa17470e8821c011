package io.fluxgossip.model;

/** More calls wait for this node than it lets wait; nothing happened, and the same call may succeed later. */
public final class OverloadedException extends GossipException {

    private static final long serialVersionUID = 1L;

    public OverloadedException(String message) {
        super(message);
    }

    @Override
    public boolean isTransient() {
        return true;
    }
}
