/**
 * Flux Gossip over RSocket on TCP.
 *
 * <p>{@link io.fluxgossip.rsocket.RSocketGossip} is the way in. What this package does is translate: connections,
 * frames and reference counts on one side, {@link io.fluxgossip.transport.Transport} on the other.
 */
@NullMarked
package io.fluxgossip.rsocket;

import org.jspecify.annotations.NullMarked;
