package io.fluxgossip.protocol.broadcast;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.turn.Timer;
import io.fluxgossip.protocol.turn.Turn;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Announces histories that have not gone on for a while: a peer that has missed the last push learns of it. */
final class TrailingAnnouncements {

    /** Announcements are put together for this long. */
    private static final long STEP_MILLIS = 100;

    /** A window makes the announcement wait by as many of it. */
    private static final long WINDOWS = 20;

    private final Turn turn;
    private final StrategyTable strategies;
    private final Map<String, Spread> spreads = new HashMap<>();

    /** The histories of one topic that were spread. */
    private static final class Spread {

        /** By origin, until it is announced; the oldest first. */
        final Map<NodeId, Last> last = new LinkedHashMap<>();

        boolean armed;
    }

    /**
     * When something of an origin was last spread.
     *
     * @param from who sent it, this node itself for its own writes
     */
    private record Last(long atMillis, NodeId from) {}

    TrailingAnnouncements(Turn turn, StrategyTable strategies) {
        this.turn = turn;
        this.strategies = strategies;
    }

    /**
     * Something new of this origin was spread.
     *
     * @param from who sent it; null if it was written here, or if that connection is gone
     */
    void noteSpread(Topic topic, NodeId origin, @Nullable NodeId from) {
        if (!turn.config().announceAfter().isZero()) {
            Spread spread = spreads.computeIfAbsent(topic.name(), unknown -> new Spread());
            spread.last.remove(origin);
            spread.last.put(origin, new Last(turn.nowMillis(), from == null ? turn.self() : from));
            arm(topic, spread, delayMillis(topic));
        }
    }

    /** A node that gathers changes for long is in no hurry. */
    private long delayMillis(Topic topic) {
        return turn.config().announceAfter().toMillis()
                + WINDOWS * topic.mode().window().toMillis();
    }

    private void arm(Topic topic, Spread spread, long delayMillis) {
        if (!spread.armed) {
            spread.armed = true;
            turn.arm(new Timer.TrailingAnnouncement(topic.name()), Math.max(STEP_MILLIS, delayMillis));
        }
    }

    /** Announces what is due. */
    void announce(Topic topic) {
        Spread spread = spreads.computeIfAbsent(topic.name(), unknown -> new Spread());
        spread.armed = false;
        long quietSince = turn.nowMillis() - delayMillis(topic);
        Iterator<Map.Entry<NodeId, Last>> oldestFirst = spread.last.entrySet().iterator();
        while (oldestFirst.hasNext()) {
            Map.Entry<NodeId, Last> next = oldestFirst.next();
            if (next.getValue().atMillis() > quietSince) {
                arm(topic, spread, next.getValue().atMillis() - quietSince);
                return;
            }
            oldestFirst.remove();
            if (topic.mode().pushes()) {
                strategies.of(topic).ended(next.getKey(), next.getValue().from());
            }
        }
    }
}
