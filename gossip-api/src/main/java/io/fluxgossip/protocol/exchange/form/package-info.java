/**
 * The forms in which an exchange tells a digest, one class each.
 */
@NullMarked
package io.fluxgossip.protocol.exchange.form;

import org.jspecify.annotations.NullMarked;
