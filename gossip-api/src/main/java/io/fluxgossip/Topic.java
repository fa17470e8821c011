package io.fluxgossip;

import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeClosedException;
import io.fluxgossip.model.OverloadedException;
import io.fluxgossip.model.Scope;
import io.fluxgossip.model.Version;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A replicated map: all of it is here, any node writes it, and the last writer wins. Safe to use from any thread.
 *
 * <p>Writes are cold: nothing happens before the subscription, and each subscription writes again. They complete when
 * the write is applied here; others learn of it as the mode says. They fail with
 * {@link io.fluxgossip.model.WriteRefusedException} over a limit, {@link OverloadedException} when too many wait, or
 * {@link NodeClosedException}; nothing was written then.
 *
 * <p>No subscriber of a stream can hurt the node or lose state: each takes the newest at its own pace, on threads of
 * its own, and what it has not taken yet is remembered as a set of keys.
 */
public interface Topic<K, V> {

    String name();

    Mono<Version> put(K key, V value);

    /**
     * Writes a value with a time to live. Each node lets it expire by its own clock. Expiry writes no delete, so it
     * cannot remove a later value.
     *
     * @param ttl 1 ms or more, from the write on
     */
    Mono<Version> put(K key, V value, Duration ttl);

    /**
     * Writes in the order of the publisher, with demand; what it has at once, up to some hundreds, is applied in one
     * step. Stops at the first that fails, which keeps those before it.
     */
    Mono<Void> putAll(Publisher<? extends Map.Entry<K, V>> entries);

    /** Deletes a key, also one that is unknown here: it may exist elsewhere. */
    Mono<Version> remove(K key);

    /** The value here and now; null if there is none. Never blocks. */
    @Nullable
    V get(K key);

    /** Keys that have a value here and now. */
    int size();

    /**
     * Entries that are here, a {@link Change.CaughtUp}, then changes. The subscriber has caught up with this node, not
     * this node with its cluster: on a node that has just started the marker comes at once, and what others hold comes
     * behind it. A key that changes faster than the subscriber takes skips to its newest value: a put, remove and put
     * may collapse into the last, and a key that came and went before the subscriber took it is not told at all.
     * Completes when the node is closed, a failing codec ends it with an error.
     */
    Flux<Change<K, V>> changes();

    /** The value of one key, if there is one, then each newer one; a removal emits nothing. */
    Flux<V> value(K key);

    /** The whole topic, now and after changes; the latest wins. Each snapshot costs a copy: meant for small topics. */
    Flux<Snapshot<K, V>> states();

    /**
     * How many members hold what this node holds, now and after changes; the latest wins. While somebody subscribes,
     * members that may not hold it are asked, some in each interval, so that it is known soon.
     */
    Flux<Agreement> agreement();

    /**
     * The whole topic, each time that all live members are known to hold what this node holds: what is in the snapshot
     * is everywhere, and is replaced there only by what is newer. What somebody writes at the same moment cannot be
     * known.
     */
    Flux<Snapshot<K, V>> converged();

    Mode mode();

    /** The mode now, then after each switch, by whomever; the latest wins. */
    Flux<Mode> modes();

    /** How long what is written here is gathered before it is pushed: now, and after each change; the latest wins. */
    Flux<Duration> windows();

    /**
     * Changes how updates travel from here on; nothing is lost meanwhile, whatever others do. For the whole cluster a
     * mode can only spread by topologies that others know by name; with one that is code it fails with an {@link
     * IllegalArgumentException}, and nothing has changed.
     *
     * @return emits the mode that was replaced
     */
    Mono<Mode> switchTo(Mode mode, Scope scope);
}
