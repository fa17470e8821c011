@NullMarked
package io.fluxgossip.benchmarks.tables;

import org.jspecify.annotations.NullMarked;
