/**
 * This package is benchmarks for JMH, the runs of them, and the heap that an entry takes. It depends on the package of
 * the JVM alone.
 */
@NullMarked
package io.fluxgossip.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
