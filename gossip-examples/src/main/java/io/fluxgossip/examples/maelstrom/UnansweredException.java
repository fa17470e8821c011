package io.fluxgossip.examples.maelstrom;

import io.fluxgossip.model.GossipException;

/** A message to a peer led to nothing: it was not sent, not understood or not answered as it should be. */
final class UnansweredException extends GossipException {

    private static final long serialVersionUID = 1L;

    UnansweredException(String message) {
        super(message);
    }

    /** Another message may fare better. */
    @Override
    public boolean isTransient() {
        return true;
    }
}
