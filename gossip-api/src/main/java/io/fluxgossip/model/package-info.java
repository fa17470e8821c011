/**
 * The nouns of the protocol: immutable values without behaviour that needs a clock.
 *
 * <p>Two of them carry everything else: a {@link io.fluxgossip.model.Version} says where a write stands in history, a
 * {@link io.fluxgossip.protocol.message.Delta} carries writes together with the claim of what they cover.
 */
@NullMarked
package io.fluxgossip.model;

import org.jspecify.annotations.NullMarked;
