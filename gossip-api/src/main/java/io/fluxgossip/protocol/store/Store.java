package io.fluxgossip.protocol.store;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Entry;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a topic, for readers: from any thread, without locking, at any time.
 *
 * <p>A reader sees every write that was published before it looked; iteration is weakly consistent, and meets every key
 * that is there from its beginning to its end.
 */
public interface Store {

    /** The entry, which may be a tombstone, or null if the key was never written. */
    @Nullable
    Entry get(Bytes key);

    /** All keys, those of tombstones among them. */
    Iterator<Bytes> keys();

    /** Keys that have a value. */
    int size();

    /** Keys that were deleted and are still remembered. */
    int tombstones();
}
