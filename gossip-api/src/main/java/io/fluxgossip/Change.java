package io.fluxgossip;

import io.fluxgossip.model.Version;
import org.jspecify.annotations.Nullable;

/** An event of {@link Topic#changes()}. */
public sealed interface Change<K, V> {

    <R> R read(Cases<K, V, R> cases);

    /** An exhaustive reader. */
    interface Cases<K, V, R> {
        R put(Put<K, V> put);

        R removed(Removed<K, V> removed);

        R caughtUp(CaughtUp<K, V> caughtUp);
    }

    /**
     * A key has a new value.
     *
     * @param previous the value that this subscriber saw last, null if none
     * @param version when and where it was written; {@code version().origin()} names the node
     */
    record Put<K, V>(K key, V value, @Nullable V previous, Version version) implements Change<K, V> {
        @Override
        public <R> R read(Cases<K, V, R> cases) {
            return cases.put(this);
        }
    }

    /**
     * A key that this subscriber had seen is gone.
     *
     * @param previous the value that this subscriber saw last
     * @param version of the delete; of the value itself if its time was over, or if the delete is forgotten by now
     */
    record Removed<K, V>(K key, V previous, Version version) implements Change<K, V> {
        @Override
        public <R> R read(Cases<K, V, R> cases) {
            return cases.removed(this);
        }
    }

    /** All that was there at the time of subscribing has been told; what follows is live. Comes exactly once. */
    record CaughtUp<K, V>() implements Change<K, V> {
        @Override
        public <R> R read(Cases<K, V, R> cases) {
            return cases.caughtUp(this);
        }
    }
}
