package io.fluxgossip.rsocket;

import io.fluxgossip.GossipNode;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;
import reactor.util.Logger;
import reactor.util.Loggers;
import reactor.util.context.Context;

/**
 * Errors that Reactor throws where it should signal, such as a {@link LinkageError} of libraries that do not fit
 * together. Thrown on an event loop they would end a pipeline in silence. Here they become signals, and each kind is
 * logged once.
 */
final class FatalErrors {

    private static final Logger LOG = Loggers.getLogger(GossipNode.class);

    /** Kinds that were logged, at most. */
    private static final int MAX_KINDS = 64;

    private final Set<Class<?>> logged = ConcurrentHashMap.newKeySet();

    /** The same, but an error that is thrown while it subscribes, or by what it then calls at once, is signalled. */
    <T> Mono<T> signalled(Mono<T> source) {
        return Mono.create(sink -> {
            try {
                sink.onDispose(
                        source.subscribe(sink::success, sink::error, sink::success, Context.of(sink.contextView())));
            } catch (Throwable thrown) {
                sink.error(failure(thrown));
            }
        });
    }

    /** Logs an error of a new kind; returns what to tell of it, which is an exception that Reactor signals. */
    RuntimeException failure(Throwable thrown) {
        if (logged.size() < MAX_KINDS && logged.add(thrown.getClass())) {
            LOG.error("a connection failed in a way that should not be possible{}", hint(thrown), thrown);
        }
        return new IllegalStateException(thrown + hint(thrown), thrown);
    }

    private static String hint(Throwable thrown) {
        return thrown instanceof LinkageError
                ? "; libraries on the class path do not fit together: is one of Netty, Reactor or RSocket there in another"
                        + " version than gossip-rsocket asks for?"
                : "";
    }
}
