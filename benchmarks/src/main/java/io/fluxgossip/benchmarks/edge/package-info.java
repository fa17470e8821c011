/** Two nodes over loopback, beside the least that could carry the same bytes. */
@NullMarked
package io.fluxgossip.benchmarks.edge;

import org.jspecify.annotations.NullMarked;
