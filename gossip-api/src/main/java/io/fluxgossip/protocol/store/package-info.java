/**
 * One node's part of a topic: the replica, the history of each origin, the GC boundary, and the excerpts that are cut
 * out for others.
 */
@NullMarked
package io.fluxgossip.protocol.store;

import org.jspecify.annotations.NullMarked;
