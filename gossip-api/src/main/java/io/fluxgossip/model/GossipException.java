package io.fluxgossip.model;

import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;

/** An error that this library reports. The message says what, how much, the limit and where it is set. */
public abstract class GossipException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    protected GossipException(String message) {
        super(message);
    }

    protected GossipException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public final String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** Whether the same call may succeed later without a change of code or configuration. */
    public abstract boolean isTransient();

    /** Why something failed, by its innermost cause, in words for people. */
    public static String reasonOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        if (root instanceof UnresolvedAddressException) {
            return "no such host";
        }
        if (root instanceof ClosedChannelException) {
            return "the other side closed the connection";
        }
        if (root instanceof TimeoutException) {
            return "no answer in time";
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
