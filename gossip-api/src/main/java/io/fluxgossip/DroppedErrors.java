package io.fluxgossip;

import java.util.function.Consumer;
import java.util.function.Function;
import reactor.util.Logger;
import reactor.util.Loggers;
import reactor.util.context.Context;

/** A connection that breaks fails whatever is under way on it, also what nobody waits for any more. */
final class DroppedErrors {

    private static final Logger LOG = Loggers.getLogger(GossipNode.class);

    /** Reactor's key for what to do in one pipeline with an error that comes too late. */
    private static final String ERROR_DROPPED = "reactor.onErrorDropped.local";

    private DroppedErrors() {}

    /** For {@code contextWrite}: such errors are no news. */
    static Function<Context, Context> aboutErrorsThatNobodyWaitsFor() {
        return context -> context.put(ERROR_DROPPED, (Consumer<Throwable>) DroppedErrors::tooLate);
    }

    private static void tooLate(Throwable failure) {
        LOG.debug("too late to matter: {}", failure.toString());
    }
}
