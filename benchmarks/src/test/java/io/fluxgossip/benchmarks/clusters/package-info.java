@NullMarked
package io.fluxgossip.benchmarks.clusters;

import org.jspecify.annotations.NullMarked;
