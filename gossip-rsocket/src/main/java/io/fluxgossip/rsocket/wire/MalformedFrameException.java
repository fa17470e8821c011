package io.fluxgossip.rsocket.wire;

import io.fluxgossip.model.GossipException;
import org.jspecify.annotations.Nullable;

/** Bytes that are no frame of this protocol; nothing was read from them. */
public final class MalformedFrameException extends GossipException {

    private static final long serialVersionUID = 1L;

    /**
     * @param offset bytes read when it was noticed
     * @param cause null if the reader itself noticed it
     */
    MalformedFrameException(String what, int offset, int size, @Nullable Throwable cause) {
        super("malformed frame, at byte " + offset + " of " + size + ": " + what + "; all of it was dropped");
        if (cause != null) {
            initCause(cause);
        }
    }

    /** Never: the same bytes stay malformed. */
    @Override
    public boolean isTransient() {
        return false;
    }
}
