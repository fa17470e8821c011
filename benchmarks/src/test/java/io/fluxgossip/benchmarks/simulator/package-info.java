@NullMarked
package io.fluxgossip.benchmarks.simulator;

import org.jspecify.annotations.NullMarked;
