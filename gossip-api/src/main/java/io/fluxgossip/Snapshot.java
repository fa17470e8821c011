package io.fluxgossip;

import io.fluxgossip.model.Digest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A topic at one moment: immutable, and consistent across keys on this node.
 *
 * @param entries values by key, deleted ones left out; unmodifiable, in no particular order
 * @param digest how much of each origin's history it contains
 */
public record Snapshot<K, V>(Map<K, V> entries, Digest digest) {

    public @Nullable V get(K key) {
        return entries.get(key);
    }

    public int size() {
        return entries.size();
    }
}
