/**
 * The nouns of the wire: what nodes say to each other, and the deltas, digests and sketches in it. Only transports and
 * the core need them.
 */
@NullMarked
package io.fluxgossip.protocol.message;

import org.jspecify.annotations.NullMarked;
