package io.fluxgossip;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Entry;
import io.fluxgossip.protocol.store.Store;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;

/** One subscriber of {@link Topic#changes()}: remembers which version of each key it has been told. */
final class Changes<K, V> extends KeyedSubscription<Bytes, Change<K, V>> {

    private final Store store;
    private final EntryCodec<K, V> codec;
    private final Map<Bytes, Entry> told = new HashMap<>();

    Changes(
            CoreSubscriber<? super Change<K, V>> subscriber,
            KeyedFlux<Bytes> source,
            Store store,
            EntryCodec<K, V> codec) {
        super(subscriber, source);
        this.store = store;
        this.codec = codec;
    }

    @Override
    @Nullable
    Change<K, V> read(Bytes key) {
        Entry entry = store.get(key);
        Entry before = told.get(key);
        if (entry == null || entry.isTombstone()) {
            return before == null ? null : removed(key, before, entry == null ? before : entry);
        }
        if (before != null && before.isSameWriteAs(entry)) {
            return null;
        }
        V previous = before == null ? null : codec.value(before);
        told.put(key, entry);
        return new Change.Put<>(codec.key(key), codec.value(entry), previous, entry.version());
    }

    private Change<K, V> removed(Bytes key, Entry before, Entry by) {
        told.remove(key);
        return new Change.Removed<>(codec.key(key), codec.value(before), by.version());
    }

    @Override
    Change<K, V> afterInitial() {
        return new Change.CaughtUp<>();
    }
}
