/**
 * This package measures two nodes beside the floor, RSocket and plain TCP over loopback, slice by slice in turn. It
 * depends on no other package of the module.
 */
@NullMarked
package io.fluxgossip.benchmarks.edge;

import org.jspecify.annotations.NullMarked;
