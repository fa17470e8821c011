/**
 * What one node holds of a topic: the replica, the history of each origin, what may be forgotten, and what is cut out
 * for others.
 */
@NullMarked
package io.fluxgossip.protocol.store;

import org.jspecify.annotations.NullMarked;
