@NullMarked
package io.fluxgossip.benchmarks.commands;

import org.jspecify.annotations.NullMarked;
