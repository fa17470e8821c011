package io.fluxgossip.examples.cli;

import java.util.function.Supplier;

/** Arguments that were readable one by one make no sense. Exit status 2. */
final class BadArgumentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadArgumentException(String message) {
        super(message);
    }

    /** What is made of arguments; whatever its maker objects to, the user has to mend. */
    static <T> T check(Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException wrong) {
            throw new BadArgumentException(String.valueOf(wrong.getMessage()));
        }
    }
}
