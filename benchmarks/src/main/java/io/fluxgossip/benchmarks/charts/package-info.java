/**
 * This package draws bars and curves as SVG. It knows nothing of what is measured, and depends on the JDK alone.
 */
@NullMarked
package io.fluxgossip.benchmarks.charts;

import org.jspecify.annotations.NullMarked;
