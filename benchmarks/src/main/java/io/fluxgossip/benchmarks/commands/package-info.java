/**
 * This package is the command line, and {@link io.fluxgossip.benchmarks.commands.Main} the way in: a class for each
 * command, and what all of them print. It may depend on every other package of the module; none depends on it.
 */
@NullMarked
package io.fluxgossip.benchmarks.commands;

import org.jspecify.annotations.NullMarked;
