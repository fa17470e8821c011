package io.fluxgossip.protocol;

import io.fluxgossip.model.WriteRefusedException;
import io.fluxgossip.protocol.broadcast.Spreading;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.turn.HybridClock;
import io.fluxgossip.protocol.turn.PendingWrite;
import io.fluxgossip.protocol.turn.Turn;
import io.fluxgossip.protocol.turn.Update;
import java.util.List;

/** Writes of this node: allocating a version and publishing its entry are one step. */
final class LocalWrites {

    private final Turn turn;
    private final HybridClock clock;
    private final Spreading spreading;

    LocalWrites(Turn turn, HybridClock clock, Spreading spreading) {
        this.turn = turn;
        this.clock = clock;
        this.spreading = spreading;
    }

    /**
     * Writes in this order.
     *
     * @param updates receives what was applied, also if one of them is refused
     * @throws WriteRefusedException if a limit forbids one; those before it were applied
     */
    void write(long now, Topic topic, List<PendingWrite> pending, List<Update> updates) {
        long before = topic.replica().watermark(turn.self());
        try {
            for (PendingWrite one : pending) {
                topic.replica().check(one.key(), one.value());
                updates.add(topic.replica().write(one, clock.next(now), turn.nowMillis()));
            }
        } finally {
            if (!updates.isEmpty()) {
                spreading.written(topic, before, updates.size());
                topic.changed(updates);
            }
        }
    }
}
