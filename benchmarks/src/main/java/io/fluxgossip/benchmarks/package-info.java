/** What things cost, measured and written down for people. {@link io.fluxgossip.benchmarks.Main} is the way in. */
@NullMarked
package io.fluxgossip.benchmarks;

import org.jspecify.annotations.NullMarked;
