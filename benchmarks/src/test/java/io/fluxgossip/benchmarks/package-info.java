@NullMarked
package io.fluxgossip.benchmarks;

import org.jspecify.annotations.NullMarked;
