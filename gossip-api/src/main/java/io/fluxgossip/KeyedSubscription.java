package io.fluxgossip;

import java.util.Iterator;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;

/**
 * One subscriber's view of something that changes by key: first all keys that are there, then those that change.
 *
 * <p>What the subscriber has not taken yet is a set of keys, so its size is bounded by the keys however slow the
 * subscriber is, and each key that is taken is read at its newest. Writers only add to the set; everything else happens
 * on the delivery scheduler, one thread at a time, so that a subscriber that blocks or throws hurts itself alone.
 */
abstract class KeyedSubscription<K, T> implements Subscription {

    private final CoreSubscriber<? super T> subscriber;
    private final KeyedFlux<K> source;

    private final AtomicLong requested = new AtomicLong();
    /** Starts at one: nothing is emitted before {@link #start}. */
    private final AtomicInteger wakeUps = new AtomicInteger(1);

    private final Set<K> pending = ConcurrentHashMap.newKeySet();
    private final Queue<K> order = Queues.<K>unboundedMultiproducer().get();

    private @Nullable Iterator<K> initial;
    private boolean done;

    /** Read ahead of demand, but only when nothing changes any more: whether something is left decides the end. */
    private @Nullable T head;

    private volatile boolean cancelled;
    private volatile boolean ended;
    private volatile long invalidRequest;

    KeyedSubscription(CoreSubscriber<? super T> subscriber, KeyedFlux<K> source) {
        this.subscriber = subscriber;
        this.source = source;
    }

    /** The event for this key as it is now; null for none. Called by the delivering thread alone. */
    abstract @Nullable T read(K key);

    /** The event after the keys that were there at the beginning; null for none. */
    @Nullable
    T afterInitial() {
        return null;
    }

    /** Begins, once changes are being {@linkplain #offer offered}: these keys first. */
    final void start(Iterator<K> keys) {
        initial = keys;
        subscriber.onSubscribe(this);
        schedule();
    }

    /** Whether the subscriber is interested in this key. */
    boolean concerns(K key) {
        return true;
    }

    /** A key has changed. */
    final void offer(K key) {
        if (cancelled || !concerns(key)) {
            return;
        }
        if (pending.add(key)) {
            order.offer(key);
            wake();
        } else {
            source.skipped();
        }
    }

    /** Nothing will change any more; the subscriber still gets what it has not taken. */
    final void end() {
        ended = true;
        wake();
    }

    /** Keys that wait to be taken. */
    final int pendingKeys() {
        return pending.size();
    }

    @Override
    public final void request(long n) {
        if (n <= 0) {
            invalidRequest = n == 0 ? -1 : n;
        } else {
            requested.accumulateAndGet(n, Operators::addCap);
        }
        wake();
    }

    @Override
    public final void cancel() {
        if (!cancelled) {
            cancelled = true;
            source.left(this);
            wake();
        }
    }

    private void wake() {
        if (wakeUps.getAndIncrement() == 0) {
            schedule();
        }
    }

    /** A scheduler that takes nothing any more ends this subscription, and nothing else. */
    private void schedule() {
        try {
            source.delivery().schedule(this::deliver);
        } catch (RejectedExecutionException closed) {
            cancelled = true;
            source.left(this);
        }
    }

    private void deliver() {
        int missed = wakeUps.get();
        while (missed != 0) {
            try {
                emit();
            } catch (Throwable fromSubscriber) {
                Exceptions.throwIfJvmFatal(fromSubscriber);
                abandon(fromSubscriber);
            }
            missed = wakeUps.addAndGet(-missed);
        }
    }

    private void emit() {
        long demand = requested.get();
        long emitted = 0;
        while (!isOver() && emitted < demand) {
            T next = head != null ? head : nextOrFailure();
            head = null;
            if (next == null) {
                break;
            }
            emitted++;
            subscriber.onNext(next);
        }
        consumed(emitted);
        if (!isOver() && ended && head == null) {
            completeIfNothingIsLeft();
        }
    }

    private void consumed(long emitted) {
        requested.updateAndGet(demand -> demand == Long.MAX_VALUE ? demand : demand - emitted);
    }

    private void completeIfNothingIsLeft() {
        head = nextOrFailure();
        if (head == null && !isOver()) {
            finish();
            subscriber.onComplete();
        }
    }

    /** Whether nothing may be emitted any more. */
    private boolean isOver() {
        if (cancelled) {
            finish();
        } else if (!done && invalidRequest != 0) {
            finish();
            subscriber.onError(
                    new IllegalArgumentException("demand must be positive, was " + invalidRequest + " (rule 3.9)"));
        }
        return done;
    }

    private @Nullable T nextOrFailure() {
        try {
            return next();
        } catch (RuntimeException unreadable) {
            finish();
            subscriber.onError(unreadable);
            return null;
        }
    }

    private @Nullable T next() {
        while (initial != null && initial.hasNext()) {
            T next = read(initial.next());
            if (next != null) {
                return next;
            }
        }
        if (initial != null) {
            initial = null;
            T next = afterInitial();
            if (next != null) {
                return next;
            }
        }
        return nextPending();
    }

    private @Nullable T nextPending() {
        for (K key = order.poll(); key != null; key = order.poll()) {
            pending.remove(key);
            T next = read(key);
            if (next != null) {
                return next;
            }
        }
        return null;
    }

    private void finish() {
        if (!done) {
            done = true;
            cancelled = true;
            initial = null;
            head = null;
            order.clear();
            pending.clear();
            source.left(this);
        }
    }

    /** The subscriber threw: it is not called again. */
    private void abandon(Throwable thrown) {
        finish();
        Operators.onErrorDropped(thrown, subscriber.currentContext());
    }
}
