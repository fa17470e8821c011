/**
 * Dissemination in sync mode: strategies choose peers, links are woken, and what a link carries is computed when it
 * takes it.
 */
@NullMarked
package io.fluxgossip.protocol.broadcast;

import org.jspecify.annotations.NullMarked;
