/**
 * For tests of what is built on this library: {@link io.fluxgossip.testing.SimulatedCluster}, real nodes in virtual
 * time.
 */
@NullMarked
package io.fluxgossip.testing;

import org.jspecify.annotations.NullMarked;
