/**
 * This package measures replicated maps beside each other, each cluster in a JVM of its own over loopback: what is done
 * to a cluster, and what is counted meanwhile. It depends on the peers and on the package of the JVM.
 */
@NullMarked
package io.fluxgossip.benchmarks.clusters;

import org.jspecify.annotations.NullMarked;
