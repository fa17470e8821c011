/** What single operations take: benchmarks for JMH, which calls them. */
@NullMarked
package io.fluxgossip.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
