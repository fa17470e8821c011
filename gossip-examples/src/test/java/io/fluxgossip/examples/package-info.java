@NullMarked
package io.fluxgossip.examples;

import org.jspecify.annotations.NullMarked;
