package io.fluxgossip.protocol;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.TopicConfig;
import java.time.Duration;
import java.util.Optional;

/**
 * The modes that were switched for the whole cluster: a built-in topic, mode by topic name, so that late joiners learn
 * them and the last switch wins everywhere.
 *
 * <p>A mode is written as {@code sync 1000 0}, with interval and window, or {@code async 200}, in milliseconds. Words that
 * follow are for later versions.
 */
final class Modes {

    private final Topic topic;

    Modes(NodeState node) {
        TopicConfig config = TopicConfig.of(GossipCore.MODES);
        topic = new Topic(config, Replica.empty(config, node.self()));
        node.topics.put(topic.name(), topic);
    }

    Topic topic() {
        return topic;
    }

    /** What was decided for a topic, if anything was. */
    Optional<Mode> decided(String name) {
        return Optional.ofNullable(topic.replica.get(Bytes.utf8(name))).flatMap(Modes::read);
    }

    static Bytes write(Mode mode) {
        String interval = " " + mode.interval().toMillis();
        return Bytes.utf8(
                mode.pushes() ? "sync" + interval + " " + mode.window().toMillis() : "async" + interval);
    }

    /** Empty for a tombstone, and for what this version does not understand. */
    static Optional<Mode> read(Entry entry) {
        if (entry.value() == null) {
            return Optional.empty();
        }
        String[] words = entry.value().toUtf8().split(" ", -1);
        try {
            return switch (words[0]) {
                case "sync" -> Optional.of(new Mode.Sync(millis(words[1]), millis(words[2])));
                case "async" -> Optional.of(new Mode.Async(millis(words[1])));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException | IndexOutOfBoundsException unreadable) {
            return Optional.empty();
        }
    }

    private static Duration millis(String word) {
        return Duration.ofMillis(Long.parseLong(word));
    }
}
