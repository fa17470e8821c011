/**
 * Rateless sketches of digests (Yang, Gilad and Alizadeh, SIGCOMM 2024): making them, and decoding those of others.
 */
@NullMarked
package io.fluxgossip.protocol.sketch;

import org.jspecify.annotations.NullMarked;
