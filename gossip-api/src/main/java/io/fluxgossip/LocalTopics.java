package io.fluxgossip;

import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.model.NodeClosedException;
import io.fluxgossip.protocol.GossipCore;
import io.fluxgossip.protocol.store.Replica;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** The topics that the user has opened, by name. */
final class LocalTopics {

    /** Bytes of a message around the one entry in it, at most. */
    private static final int ENVELOPE_BYTES = 4_096;

    private final Loop loop;
    private final GossipCore core;
    private final Meters meters;
    private final int maxMessageBytes;
    private final Map<String, LocalTopic<?, ?>> topics = new ConcurrentHashMap<>();

    LocalTopics(Loop loop, GossipCore core, Meters meters, int maxMessageBytes) {
        this.loop = loop;
        this.core = core;
        this.meters = meters;
        this.maxMessageBytes = maxMessageBytes;
    }

    /** See {@link GossipNode#topic}. */
    @SuppressWarnings("unchecked") // the spec is equal, so its codecs are
    <K, V> Topic<K, V> open(TopicSpec<K, V> wanted) {
        if (loop.isClosed()) {
            throw new NodeClosedException(loop.id().toString());
        }
        checkEntriesFit(wanted);
        LocalTopic<?, ?> topic = topics.get(wanted.name());
        if (topic == null) {
            LocalTopic<K, V> created = create(wanted);
            topic = Objects.requireNonNullElse(topics.putIfAbsent(wanted.name(), created), created);
        }
        if (!topic.spec().equals(wanted)) {
            throw new IllegalArgumentException(
                    "topic '" + wanted.name() + "' is open already as " + topic.spec() + ", asked for " + wanted);
        }
        begin(topic);
        if (loop.isClosed()) {
            topic.end();
        }
        return (Topic<K, V>) topic;
    }

    private void checkEntriesFit(TopicSpec<?, ?> wanted) {
        int maxEntryBytes = wanted.config().limits().maxEntryBytes();
        if (maxEntryBytes > maxMessageBytes - ENVELOPE_BYTES) {
            throw new IllegalArgumentException("maxEntryBytes of topic '" + wanted.name() + "' is " + maxEntryBytes
                    + ", and the transport carries messages of " + maxMessageBytes
                    + " bytes (maxMessageBytes), " + ENVELOPE_BYTES + " of them for what is around an entry");
        }
    }

    private <K, V> LocalTopic<K, V> create(TopicSpec<K, V> wanted) {
        return new LocalTopic<>(
                loop,
                new TopicCalls(loop, core, wanted.name()),
                wanted,
                Replica.empty(wanted.config(), loop.id()),
                meters.propagation(wanted.name()));
    }

    /** Opens the topic in the core before its first write, also when another thread was faster. */
    private void begin(LocalTopic<?, ?> topic) {
        loop.submit(() -> {
            if (!core.isOpen(topic.name())) {
                loop.carryOut(core.open(loop.now(), topic.spec().config(), topic.replica()));
                topic.opened(core.mode(topic.name()), core.pushes(topic.name()));
                meters.watch(topic);
            }
        });
    }

    /** See {@link GossipNode#fingerprints}. */
    Mono<Map<String, Fingerprint>> fingerprints() {
        return loop.call(() -> {
            Map<String, Fingerprint> held = new TreeMap<>();
            core.topics().forEach(topic -> held.put(topic, core.replica(topic).fingerprint()));
            return Collections.unmodifiableMap(held);
        });
    }

    /** Nothing for a built-in topic. */
    void with(String name, Consumer<LocalTopic<?, ?>> action) {
        LocalTopic<?, ?> topic = topics.get(name);
        if (topic != null) {
            action.accept(topic);
        }
    }

    /** Subscribers get what is there, and complete. */
    void end() {
        topics.values().forEach(LocalTopic::end);
    }
}
