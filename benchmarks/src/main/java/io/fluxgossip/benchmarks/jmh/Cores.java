package io.fluxgossip.benchmarks.jmh;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Dissemination;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.LiveView;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeConfig;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.GossipCore;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.turn.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Two production cores without sockets, clocks or threads, and what fills them. */
final class Cores {

    static final String TOPIC = "topic";

    /** Where time stands still. */
    static final long NOW = 1_767_225_600_000L;

    static final NodeId HERE = new NodeId("node-here", 1);
    static final NodeId THERE = new NodeId("node-there", 1);

    private static final int MAX_KEYS = 10_000_000;
    private static final int FILLED_AT_ONCE = 1_000;

    private Cores() {}

    /** A core that knows the other one and is connected with it; the first round is still to come. */
    static GossipCore linked(NodeId self, NodeId peer) {
        GossipCore core = alone(self);
        core.members(NOW, LiveView.of(List.of(self, peer)));
        core.linkUp(NOW, peer, self.equals(HERE));
        return core;
    }

    static GossipCore alone(NodeId self) {
        TopicConfig config = TopicConfig.of(TOPIC).withMode(Mode.sync()).withDissemination(Dissemination.direct());
        config = config.withLimits(config.limits().withMaxKeys(MAX_KEYS));
        GossipCore core = new GossipCore(NodeConfig.of(self), new SplittableRandom(1));
        core.open(NOW, config, Replica.empty(config, self));
        return core;
    }

    static NodeId origin(int number) {
        return new NodeId(String.format(Locale.ROOT, "origin-%04d", number), 1);
    }

    static Bytes key(int number) {
        return Bytes.utf8(String.format(Locale.ROOT, "key-%012d", number));
    }

    static Bytes value() {
        return Bytes.wrap(new byte[64]);
    }

    /** All that many origins have written, each as many keys as the others, cut into deltas of a size that travels. */
    static List<Message.Push> history(int keys, int origins) {
        List<Message.Push> pushes = new ArrayList<>();
        int each = keys / origins;
        for (int origin = 0; origin < origins; origin++) {
            for (int first = 0; first < each; first += FILLED_AT_ONCE) {
                int count = Math.min(FILLED_AT_ONCE, each - first);
                pushes.add(push(origin(origin), origin * each + first, MAX_KEYS, first, count));
            }
        }
        return pushes;
    }

    /** A timestamp of the hybrid clock, an hour before now or later. */
    static long time(int number) {
        return ((NOW - 3_600_000) << 16) + number;
    }

    /**
     * Entries of one origin that follow each other.
     *
     * @param keys how many keys there are, taken in turn
     * @param before how many the origin has written before them
     */
    static Message.Push push(NodeId origin, int firstKey, int keys, int before, int count) {
        List<Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Version version = new Version(time(before + 1 + i), origin);
            entries.add(new Entry(key((firstKey + i) % keys), value(), version));
        }
        long after = before == 0 ? 0 : time(before);
        return new Message.Push(TOPIC, Delta.of(new Run(origin, after, time(before + count), entries)));
    }

    static void fill(GossipCore core, NodeId peer, List<Message.Push> history) {
        history.forEach(push -> core.receive(NOW, peer, push));
    }

    /** The effect of this kind. */
    static <E extends Effect> E only(List<Effect> effects, Class<E> kind) {
        for (Effect effect : effects) {
            if (kind.isInstance(effect)) {
                return kind.cast(effect);
            }
        }
        throw new IllegalStateException("none of these is a " + kind.getSimpleName() + ": " + effects);
    }
}
