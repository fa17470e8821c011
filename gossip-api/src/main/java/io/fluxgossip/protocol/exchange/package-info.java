/**
 * Anti-entropy in async mode: rounds, the exchanges that they begin, what follows from answers, and what is pulled at
 * once.
 */
@NullMarked
package io.fluxgossip.protocol.exchange;

import org.jspecify.annotations.NullMarked;
