/**
 * This package measures in the simulator, so that figures are the same on every machine: what a strategy, a form of
 * digest and a larger cluster cost. It depends on the package of the JVM alone.
 */
@NullMarked
package io.fluxgossip.benchmarks.simulator;

import org.jspecify.annotations.NullMarked;
