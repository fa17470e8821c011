@NullMarked
package io.fluxgossip.examples.cli;

import org.jspecify.annotations.NullMarked;
