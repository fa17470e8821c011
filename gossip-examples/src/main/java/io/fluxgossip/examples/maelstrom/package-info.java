/**
 * A node under Maelstrom, whose network is lines of JSON: {@link io.fluxgossip.examples.maelstrom.MaelstromNode}
 * answers clients, and runs the production node over a transport of its own.
 */
@NullMarked
package io.fluxgossip.examples.maelstrom;

import org.jspecify.annotations.NullMarked;
