/**
 * This package is what is compared: this project and other libraries, each behind the same interface. It depends on
 * those libraries, which no other package does, and on no other package of the module.
 */
@NullMarked
package io.fluxgossip.benchmarks.clusters.peers;

import org.jspecify.annotations.NullMarked;
