/**
 * This package asks the JVM how much heap can be reached, and starts this program again in JVMs of their own. It
 * depends on no other package of the module.
 */
@NullMarked
package io.fluxgossip.benchmarks.jvm;

import org.jspecify.annotations.NullMarked;
