package io.fluxgossip.protocol.exchange;

import io.fluxgossip.model.NodeId;
import java.util.HashMap;
import java.util.Map;

/** From which peer each topic is being fetched: from one at a time, or everything would come several times. */
public final class CatchUpSources {

    private final Map<String, NodeId> byTopic = new HashMap<>();

    /** Returns whether the topic may be fetched from this peer: no other is its source. */
    boolean claim(String topic, NodeId peer) {
        return byTopic.computeIfAbsent(topic, unknown -> peer).equals(peer);
    }

    /** Whether the topic could be {@linkplain #claim claimed}. */
    boolean isOpenTo(String topic, NodeId peer) {
        return byTopic.getOrDefault(topic, peer).equals(peer);
    }

    boolean isSource(String topic, NodeId peer) {
        return peer.equals(byTopic.get(topic));
    }

    /** Returns whether the peer was the source. */
    boolean release(String topic, NodeId peer) {
        return byTopic.remove(topic, peer);
    }

    boolean isEmpty() {
        return byTopic.isEmpty();
    }
}
