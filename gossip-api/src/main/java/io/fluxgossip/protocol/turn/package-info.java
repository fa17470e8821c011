/**
 * One input being worked on: its time, the chance, the counters, and the effects so far. It knows no part of the core,
 * so every part may have it.
 */
@NullMarked
package io.fluxgossip.protocol.turn;

import org.jspecify.annotations.NullMarked;
