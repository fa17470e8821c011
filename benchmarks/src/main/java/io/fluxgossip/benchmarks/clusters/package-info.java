/** Replicated maps beside each other: this project's and its peers', in one JVM over loopback. */
@NullMarked
package io.fluxgossip.benchmarks.clusters;

import org.jspecify.annotations.NullMarked;
