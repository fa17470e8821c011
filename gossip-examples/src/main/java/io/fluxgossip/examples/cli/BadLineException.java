package io.fluxgossip.examples.cli;

/** A line of input that asks for nothing that can be done. */
final class BadLineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadLineException(String message) {
        super(message);
    }
}
