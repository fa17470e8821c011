package io.fluxgossip.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.NodeConfig;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.Timer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A value with a time to live ends on each node by its own clock, and no later value ends with it. */
class ExpiryTest {

    private static final String TOPIC = "t";
    private static final long DAY_MILLIS = 86_400_000;

    private final NodeId self = new NodeId("n", 1);
    private final GossipCore core = new GossipCore(NodeConfig.of(self), new SplittableRandom(1));
    private final List<Timer.Expiry> armed = new ArrayList<>();
    private long now = TwoCores.NOW;

    private void note(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Arm arm && arm.timer() instanceof Timer.Expiry expire) {
                armed.add(expire);
            }
        }
    }

    private void put(String key, long ttlMillis) {
        note(core.write(now, TOPIC, Bytes.utf8(key), Bytes.EMPTY, ttlMillis).effects());
    }

    /** Found in review: each short life beside a long one left a timer more behind. */
    @Test
    void timersDoNotMultiply() {
        core.open(now, TopicConfig.of(TOPIC), Replica.empty(TopicConfig.of(TOPIC), self));
        put("long", DAY_MILLIS);
        for (int i = 0; i < 1_000; i++) {
            put("short", 1_000);
            Timer.Expiry next = armed.stream()
                    .min(Comparator.comparing(Timer.Expiry::atMillis))
                    .orElseThrow();
            armed.remove(next);
            now = next.atMillis();
            note(core.fired(now, next));
            assertThat(core.replica(TOPIC).size()).isEqualTo(1);
            assertThat(armed).hasSizeLessThanOrEqualTo(2);
        }
    }
}
