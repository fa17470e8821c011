package io.fluxgossip.examples.maelstrom;

/** A request of a client that is not fulfilled; the message is for the client. */
final class RequestRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    RequestRefusedException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    ErrorCode code() {
        return code;
    }
}
