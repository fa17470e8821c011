/** The command line: one node, or a whole cluster for show. {@link io.fluxgossip.examples.cli.Main} is the way in. */
@NullMarked
package io.fluxgossip.examples.cli;

import org.jspecify.annotations.NullMarked;
