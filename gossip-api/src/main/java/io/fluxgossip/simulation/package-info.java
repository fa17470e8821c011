/**
 * The production core under virtual time: a cluster in one thread, a network with faults, one seed.
 *
 * <p>{@link io.fluxgossip.simulation.Simulation} is the way in. A run is a function of its seed and of the calls made
 * on it; it is the same in every JVM.
 */
@NullMarked
package io.fluxgossip.simulation;

import org.jspecify.annotations.NullMarked;
