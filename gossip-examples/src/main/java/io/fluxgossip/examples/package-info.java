/** The command line: one node, or a whole cluster for show. {@link io.fluxgossip.examples.Main} is the way in. */
@NullMarked
package io.fluxgossip.examples;

import org.jspecify.annotations.NullMarked;
