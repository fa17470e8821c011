package io.fluxgossip.protocol;

import io.fluxgossip.model.Entry;
import org.jspecify.annotations.Nullable;

/**
 * One key changed.
 *
 * @param previous what it replaced, or null if the key was unknown
 */
public record Update(Entry entry, @Nullable Entry previous) {}
