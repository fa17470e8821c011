/**
 * What a node remembers of each peer while it is connected, and the pool of connections. Cursors, not messages.
 */
@NullMarked
package io.fluxgossip.protocol.link;

import org.jspecify.annotations.NullMarked;
