package io.fluxgossip;

import io.fluxgossip.model.GossipException;
import java.nio.channels.UnresolvedAddressException;

/** A node cannot listen where it was told to: the address is in use, not of this machine, or unknown. Nothing was started. */
public final class CannotListenException extends GossipException {

    private static final long serialVersionUID = 1L;

    public CannotListenException(Address address, Throwable cause) {
        super("cannot listen at " + address + ": " + reason(cause) + "; the node was not started", cause);
    }

    private static String reason(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        if (root instanceof UnresolvedAddressException) {
            return "no such host";
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    /** The address may become free. */
    @Override
    public boolean isTransient() {
        return true;
    }
}
