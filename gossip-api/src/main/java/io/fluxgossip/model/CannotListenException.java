package io.fluxgossip.model;

/**
 * A node cannot listen where it was told to: the address is in use, not of this machine, or unknown. Nothing was
 * started.
 */
public final class CannotListenException extends GossipException {

    private static final long serialVersionUID = 1L;

    public CannotListenException(Address address, Throwable cause) {
        super("cannot listen at " + address + ": " + reasonOf(cause) + "; the node was not started", cause);
    }

    /** The address may become free. */
    @Override
    public boolean isTransient() {
        return true;
    }
}
