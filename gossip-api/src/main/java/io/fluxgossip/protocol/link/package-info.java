/**
 * The memory of each connected peer, and the pool of connections. Cursors, not messages.
 */
@NullMarked
package io.fluxgossip.protocol.link;

import org.jspecify.annotations.NullMarked;
