package io.fluxgossip.examples.maelstrom;

import io.fluxgossip.model.GossipException;

/** What clients are told of a request that was not fulfilled, of all the codes that Maelstrom knows. */
enum ErrorCode {
    /** Nobody here does such a thing. */
    NOT_SUPPORTED(10),
    /** It did not happen, and may if asked again. */
    TEMPORARILY_UNAVAILABLE(11),
    /** It did not happen, since it makes no sense. */
    MALFORMED_REQUEST(12),
    /** It may have happened. */
    CRASH(13),
    /** It did not happen. */
    ABORT(14);

    private final int number;

    ErrorCode(int number) {
        this.number = number;
    }

    /** What a failure of the node or of a request means to the client. */
    static ErrorCode of(Throwable failure) {
        if (failure instanceof RequestRefusedException refused) {
            return refused.code();
        }
        if (failure instanceof GossipException known) {
            return known.isTransient() ? TEMPORARILY_UNAVAILABLE : ABORT;
        }
        return CRASH;
    }

    int number() {
        return number;
    }
}
