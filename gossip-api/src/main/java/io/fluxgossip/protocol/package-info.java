/**
 * The protocol as a pure function: inputs in, effects out; no clock, no threads, no sockets, no logging.
 *
 * <p>{@link io.fluxgossip.protocol.GossipCore} is the way in. Whoever drives it, the reactive shell or the simulation,
 * hands it one input at a time together with the time, and carries out the effects that come back, in order.
 */
@NullMarked
package io.fluxgossip.protocol;

import org.jspecify.annotations.NullMarked;
