/**
 * The members of the cluster, and failure detection: SWIM with Lifeguard, or heartbeats with phi accrual.
 */
@NullMarked
package io.fluxgossip.protocol.membership;

import org.jspecify.annotations.NullMarked;
