package io.fluxgossip;

import io.fluxgossip.model.Address;
import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.model.NodeClosedException;
import io.fluxgossip.model.NodeId;
import java.util.List;
import java.util.Map;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One instance of a service in its cluster. Safe to use from any thread. */
public interface GossipNode extends Disposable {

    /** Name and generation of this life. */
    NodeId id();

    /** The address at which other nodes reach this one. */
    Address address();

    /**
     * Opens a topic, and begins to fetch what is there. The same spec gives the same topic again.
     *
     * @throws IllegalArgumentException if the topic is open under another spec, or its entries may be larger than what
     *     the transport carries
     * @throws NodeClosedException if the node has been closed
     */
    <K, V> Topic<K, V> topic(TopicSpec<K, V> spec);

    /**
     * Fingerprints of what this node holds, by open topic: nodes with equal fingerprints of a topic hold the same. For
     * whoever compares nodes from outside: a test, a dashboard.
     */
    Mono<Map<String, Fingerprint>> fingerprints();

    /** The other members that are alive or suspected, as this node knows them now, by name. */
    List<Member> present();

    /** A {@link MemberEvent.Joined} for each member known, then what changes; completes when the node is closed. */
    Flux<MemberEvent> members();

    /**
     * How this node is placed in its cluster, now and after changes; the latest wins. Completes when the node is
     * closed.
     */
    Flux<Health> health();

    /**
     * Replaces what this node tells of itself; others see a {@link MemberEvent.Updated}.
     *
     * @param tags at most 1 KiB of UTF-8 in all; more fails with an {@link IllegalArgumentException}, and nothing
     *     changes
     */
    Mono<Void> tag(Map<String, String> tags);

    /**
     * Says goodbye, pushes what this node wrote and peers lack, waits until they say that they hold it, five
     * seconds at most, then closes. Completes when closed, never with an error.
     */
    Mono<Void> leave();

    /** Closes at once. What peers lack is lost unless they got it from others. */
    @Override
    void dispose();

    /** Completes when the node is closed. */
    Mono<Void> onDispose();
}
