/**
 * Replicated state for reactive services, spread by gossip: every instance holds it, any instance writes it, and you
 * subscribe to it as a {@link reactor.core.publisher.Flux}.
 *
 * <p>A {@link io.fluxgossip.GossipNode} opens a {@link io.fluxgossip.Topic} from a {@link io.fluxgossip.TopicSpec}. Who
 * writes a transport starts at {@link io.fluxgossip.transport.Transport}.
 */
@NullMarked
package io.fluxgossip;

import org.jspecify.annotations.NullMarked;
