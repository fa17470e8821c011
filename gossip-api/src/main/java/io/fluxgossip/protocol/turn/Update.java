package io.fluxgossip.protocol.turn;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Version;
import org.jspecify.annotations.Nullable;

/**
 * One key changed.
 *
 * @param entry what is held of it now; null if nothing is, because others have deleted it and forgotten that since
 * @param previous what it replaced, or null if the key was unknown
 */
public record Update(
        Bytes key, @Nullable Entry entry, @Nullable Entry previous) {

    /** Whether it is by this write that the key changed. */
    public boolean isOf(@Nullable Version version) {
        return entry != null && entry.version().equals(version);
    }

    public static Update of(Entry entry, @Nullable Entry previous) {
        return new Update(entry.key(), entry, previous);
    }
}
