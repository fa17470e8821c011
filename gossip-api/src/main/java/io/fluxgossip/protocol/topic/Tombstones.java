package io.fluxgossip.protocol.topic;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.protocol.membership.Membership;
import io.fluxgossip.protocol.membership.Peers;
import io.fluxgossip.protocol.store.History;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.turn.Counter;
import io.fluxgossip.protocol.turn.Timer;
import io.fluxgossip.protocol.turn.Turn;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Deletes that one topic still remembers, and who is known to have them. One is forgotten when all members are known to
 * hold what this node held when it had arrived here; or when it is older than {@code tombstoneTtl}, whoever lacks it.
 *
 * <p>A member that has failed may be paused or cut off: it is waited for as well, until the time is over.
 */
public final class Tombstones {

    private static final long LOOK_MILLIS = 1_000;

    private final Turn turn;
    private final Peers peers;
    private final Membership membership;
    private final TopicConfig topic;
    private final Replica replica;

    /** In the order in which they arrived. */
    private Deque<Grave> graves = new ArrayDeque<>();

    private final Map<NodeId, Passed> passed = new HashMap<>();
    private boolean armed;

    private record Grave(Entry entry, long sinceMillis) {}

    /**
     * At this time a member held all that this node held, of what was written up to here; and this node all that it
     * held.
     */
    private record Passed(long atMillis, long upTo) {}

    /** Also of a node that knows nobody yet: others may hold what was deleted. */
    private static final Passed NOBODY = new Passed(Long.MIN_VALUE, 0);

    Tombstones(Turn turn, Peers peers, Membership membership, TopicConfig topic, Replica replica) {
        this.turn = turn;
        this.peers = peers;
        this.membership = membership;
        this.topic = topic;
        this.replica = replica;
    }

    /** A key was deleted, or has expired. */
    void buried(Entry entry) {
        if (isOver(entry)) {
            collect(entry);
        } else {
            graves.addLast(new Grave(entry, turn.nowMillis()));
            arm();
        }
    }

    private void arm() {
        if (!armed && !graves.isEmpty()) {
            armed = true;
            long ttl = topic.tombstoneTtl().toMillis();
            turn.arm(new Timer.GarbageCollection(topic.name()), Math.min(ttl, LOOK_MILLIS));
        }
    }

    /** A peer held at this time, or later, what this node held then. */
    public void equal(NodeId peer, long atMillis) {
        note(peer, atMillis, Long.MAX_VALUE);
    }

    /** Notes the watermarks of a peer. */
    public void compared(NodeId peer, Digest theirs) {
        if (!graves.isEmpty()) {
            note(peer, turn.nowMillis(), sharedUpTo(theirs));
        }
    }

    private void note(NodeId peer, long atMillis, long upTo) {
        if (!graves.isEmpty()) {
            passed.put(peer, new Passed(atMillis, upTo));
        }
    }

    /** Notes that a peer holds the same up to here. */
    private long sharedUpTo(Digest theirs) {
        long shared = Long.MAX_VALUE;
        for (History history : replica.histories().values()) {
            long their = theirs.watermark(history.origin());
            if (their != history.watermark()) {
                shared = Math.min(shared, Math.min(their, history.watermark()));
            }
        }
        for (Map.Entry<NodeId, Long> their : theirs.watermarks().entrySet()) {
            if (!replica.histories().containsKey(their.getKey())) {
                return 0;
            }
        }
        return shared;
    }

    /** The timer has run out. */
    public void fired() {
        armed = false;
        look();
        arm();
    }

    /** Forgets what may be forgotten. */
    private void look() {
        Passed all = passedByAll();
        Deque<Grave> left = new ArrayDeque<>();
        for (Grave grave : graves) {
            Entry entry = grave.entry();
            boolean remembered = replica.holds(entry);
            boolean known = grave.sinceMillis() < all.atMillis() && entry.timestamp() <= all.upTo();
            if (remembered && (known || isOver(entry))) {
                collect(entry);
            } else if (remembered) {
                left.addLast(grave);
            }
        }
        graves = left;
    }

    private void collect(Entry entry) {
        replica.collect(entry);
        turn.count(Counter.TOMBSTONES_PURGED, 1);
    }

    private boolean isOver(Entry entry) {
        return turn.wallMillis() - entry.writtenMillis() >= topic.tombstoneTtl().toMillis();
    }

    private Passed passedByAll() {
        Set<NodeId> members = new HashSet<>(peers.all());
        members.addAll(membership.away());
        passed.keySet().retainAll(members);
        if (members.isEmpty()) {
            return NOBODY;
        }
        long at = Long.MAX_VALUE;
        long upTo = Long.MAX_VALUE;
        for (NodeId member : members) {
            Passed last = passed.get(member);
            if (last == null) {
                return NOBODY;
            }
            at = Math.min(at, last.atMillis());
            upTo = Math.min(upTo, last.upTo());
        }
        return new Passed(at, upTo);
    }
}
