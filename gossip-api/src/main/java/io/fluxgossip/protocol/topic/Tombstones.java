package io.fluxgossip.protocol.topic;

import io.fluxgossip.model.Entry;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.turn.Counter;
import io.fluxgossip.protocol.turn.Timer;
import io.fluxgossip.protocol.turn.Turn;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Deletes that one topic still remembers. A tombstone keeps its key while those who hold what was deleted are likely to
 * hear of it; then it is dormant, and forgotten when it is as old as {@code tombstoneTtl}, or when there are too many.
 */
public final class Tombstones {

    private static final long LOOK_MILLIS = 1_000;

    /** How long a tombstone keeps its key, at most. */
    private static final long KEY_MILLIS = 30_000;

    /** Keys are kept of one in so many tombstones that may be remembered. */
    private static final int SHARE_WITH_KEYS = 4;

    /** Time goes on in so many steps for each {@code tombstoneTtl}, so that all nodes forget much the same. */
    private static final int STEPS = 16;

    /** Of too many, one in so many is forgotten at once. */
    private static final int SHARE_FORGOTTEN = 8;

    private final Turn turn;
    private final TopicConfig topic;
    private final Replica replica;

    /** In the order in which they arrived. */
    private final Deque<Grave> graves = new ArrayDeque<>();

    private boolean armed;

    private record Grave(Entry entry, long sinceMillis) {}

    Tombstones(Turn turn, TopicConfig topic, Replica replica) {
        this.turn = turn;
        this.topic = topic;
        this.replica = replica;
    }

    /** A key was deleted, or what is left of its value is over. */
    void buried(Entry entry) {
        Grave grave = new Grave(entry, turn.nowMillis());
        if (entry.writtenMillis() < oldMillis()) {
            dropKey(grave);
            forgetUpTo(entry.timestamp());
        } else {
            graves.addLast(grave);
        }
        review();
    }

    /** Deletes from before this time are forgotten. */
    private long oldMillis() {
        long old = turn.wallMillis() - topic.tombstoneTtl().toMillis();
        return Math.max(0, old - Math.floorMod(old, stepMillis()));
    }

    /** Makes room, and looks again later if there is anything to be forgotten. */
    void review() {
        while (graves.size() > Math.max(1, topic.limits().maxTombstones() / SHARE_WITH_KEYS)) {
            dropKey(graves.removeFirst());
        }
        if (replica.dormantTombstones() > topic.limits().maxTombstones()) {
            int many = 1 + topic.limits().maxTombstones() / SHARE_FORGOTTEN;
            forgetUpTo(replica.oldestDormant(many));
        }
        if (!armed && (!graves.isEmpty() || replica.dormantTombstones() > 0)) {
            armed = true;
            turn.arm(new Timer.GarbageCollection(topic.name()), Math.min(stepMillis(), LOOK_MILLIS));
        }
    }

    private long stepMillis() {
        return Math.max(1, topic.tombstoneTtl().toMillis() / STEPS);
    }

    /** The timer has run out. */
    public void fired() {
        armed = false;
        long keptMillis = Math.min(KEY_MILLIS, topic.tombstoneTtl().toMillis() / 2);
        long oldMillis = oldMillis();
        Iterator<Grave> all = graves.iterator();
        while (all.hasNext()) {
            Grave grave = all.next();
            if (turn.nowMillis() - grave.sinceMillis() >= keptMillis
                    || grave.entry().writtenMillis() < oldMillis) {
                all.remove();
                dropKey(grave);
            }
        }
        forgetUpTo(oldMillis << Version.COUNTER_BITS);
        review();
    }

    private void dropKey(Grave grave) {
        if (replica.holds(grave.entry())) {
            replica.makeDormant(grave.entry());
        }
    }

    private void forgetUpTo(long timestamp) {
        turn.count(Counter.TOMBSTONES_PURGED, replica.forgetUpTo(timestamp));
    }
}
