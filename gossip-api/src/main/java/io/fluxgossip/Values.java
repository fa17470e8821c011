package io.fluxgossip;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Entry;
import io.fluxgossip.protocol.store.Store;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;

/** One subscriber of {@link Topic#value}. */
final class Values<K, V> extends KeyedSubscription<Bytes, V> {

    private final Bytes key;
    private final Store store;
    private final EntryCodec<K, V> codec;
    private @Nullable Entry told;

    Values(
            CoreSubscriber<? super V> subscriber,
            KeyedFlux<Bytes> source,
            Bytes key,
            Store store,
            EntryCodec<K, V> codec) {
        super(subscriber, source);
        this.key = key;
        this.store = store;
        this.codec = codec;
    }

    @Override
    boolean concerns(Bytes changed) {
        return changed.equals(key);
    }

    @Override
    @Nullable
    V read(Bytes changed) {
        Entry entry = store.get(changed);
        boolean known = entry != null && told != null && entry.isSameWriteAs(told);
        told = entry;
        if (entry == null || known) {
            return null;
        }
        return entry.isTombstone() ? null : codec.value(entry);
    }
}
