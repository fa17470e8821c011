package io.fluxgossip.protocol.topic;

import io.fluxgossip.protocol.turn.Counter;
import io.fluxgossip.protocol.turn.Turn;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The topics that are open on a node, by name, the built-in one among them. */
public final class Topics {

    private final Turn turn;
    private final NavigableMap<String, Topic> byName = new TreeMap<>();

    public Topics(Turn turn) {
        this.turn = turn;
    }

    public void add(Topic topic) {
        byName.put(topic.name(), topic);
    }

    public boolean contains(String name) {
        return byName.containsKey(name);
    }

    public int size() {
        return byName.size();
    }

    public Set<String> names() {
        return byName.keySet();
    }

    /** In the order of names. */
    public Collection<Topic> all() {
        return byName.values();
    }

    @Nullable
    public Topic find(String name) {
        return byName.get(name);
    }

    public Topic get(String name) {
        Topic topic = byName.get(name);
        if (topic == null) {
            throw new IllegalArgumentException("topic '" + name + "' is not open");
        }
        return topic;
    }

    /** A topic that a peer names; one that is not open here is counted. */
    @Nullable
    public Topic namedByPeer(String name) {
        Topic topic = byName.get(name);
        if (topic == null) {
            turn.count(Counter.UNKNOWN_TOPIC, 1);
        }
        return topic;
    }
}
