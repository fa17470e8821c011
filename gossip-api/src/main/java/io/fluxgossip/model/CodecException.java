package io.fluxgossip.model;

/** A codec could not write or read an entry. A write did not happen; a reading subscriber ends, the topic goes on. */
public final class CodecException extends GossipException {

    private static final long serialVersionUID = 1L;

    public CodecException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public boolean isTransient() {
        return false;
    }
}
