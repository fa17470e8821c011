package io.fluxgossip;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;

/** One subscriber of something that has a value at any time: now, and after each change; equal values are told once. */
final class Latest<K, T> extends KeyedSubscription<K, T> {

    private final Supplier<? extends @Nullable T> current;
    private @Nullable T told;

    Latest(CoreSubscriber<? super T> subscriber, KeyedFlux<K> source, Supplier<? extends @Nullable T> current) {
        super(subscriber, source);
        this.current = current;
    }

    @Override
    @Nullable
    T read(K key) {
        T now = current.get();
        if (now == null || now.equals(told)) {
            return null;
        }
        told = now;
        return now;
    }
}
