/**
 * An open topic and what it remembers beside its replica: tombstones, expiries, agreement, windows, and what is on its
 * way.
 */
@NullMarked
package io.fluxgossip.protocol.topic;

import org.jspecify.annotations.NullMarked;
