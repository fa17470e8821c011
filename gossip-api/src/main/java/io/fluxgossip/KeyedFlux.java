package io.fluxgossip;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/** Changes by key, and their subscribers: registers each subscriber before it looks at what is there. */
final class KeyedFlux<K> {

    private final Scheduler delivery;
    private final List<KeyedSubscription<K, ?>> subscriptions = new CopyOnWriteArrayList<>();
    private final LongAdder conflated = new LongAdder();
    private volatile boolean ended;

    KeyedFlux(Scheduler delivery) {
        this.delivery = delivery;
    }

    /** Makes the subscription of one subscriber. */
    @FunctionalInterface
    interface View<K, T> {
        KeyedSubscription<K, T> of(CoreSubscriber<? super T> subscriber, KeyedFlux<K> source);
    }

    /** A flux that begins with these keys. */
    <T> Flux<T> flux(Supplier<Iterator<K>> initial, View<K, T> view) {
        return new Flux<>() {
            @Override
            public void subscribe(CoreSubscriber<? super T> subscriber) {
                KeyedSubscription<K, T> subscription = view.of(subscriber, KeyedFlux.this);
                subscriptions.add(subscription);
                subscription.start(initial.get());
                if (ended) {
                    subscription.end();
                }
            }
        };
    }

    Scheduler delivery() {
        return delivery;
    }

    void left(KeyedSubscription<K, ?> subscription) {
        subscriptions.remove(subscription);
    }

    void skipped() {
        conflated.increment();
    }

    void offer(K key) {
        for (KeyedSubscription<K, ?> subscription : subscriptions) {
            subscription.offer(key);
        }
    }

    void end() {
        ended = true;
        subscriptions.forEach(KeyedSubscription::end);
    }

    int subscribers() {
        return subscriptions.size();
    }

    /** Changes that subscribers skipped so far. */
    long conflated() {
        return conflated.sum();
    }
}
