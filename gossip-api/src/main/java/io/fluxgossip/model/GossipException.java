package io.fluxgossip.model;

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
}
