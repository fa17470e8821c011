/**
 * The seam between a node and its network: {@link io.fluxgossip.transport.Transport}, for whoever writes one. The only
 * public place that names messages.
 */
@NullMarked
package io.fluxgossip.transport;

import org.jspecify.annotations.NullMarked;
