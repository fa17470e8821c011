package io.fluxgossip.protocol.broadcast;

import io.fluxgossip.protocol.topic.Topic;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The strategy of each open topic. */
final class StrategyTable {

    private final Map<String, Strategy> byTopic = new HashMap<>();

    void put(Topic topic, Strategy strategy) {
        byTopic.put(topic.name(), strategy);
    }

    Strategy of(Topic topic) {
        return Objects.requireNonNull(byTopic.get(topic.name()), "a topic that is open has a strategy");
    }
}
