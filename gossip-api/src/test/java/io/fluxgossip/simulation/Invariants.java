package io.fluxgossip.simulation;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.Update;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The formulas of docs/ALGORITHM.md, checked after every event at the node that took it. It sees all writes that anyone
 * ever made, so it knows what each node should hold.
 */
final class Invariants implements Observer {

    /** Of each topic and key, the write that wins against all others ever made. */
    private final Map<String, Map<Bytes, Entry>> winners = new TreeMap<>();

    /** Of each topic and origin, its last write. */
    private final Map<String, Map<NodeId, Long>> histories = new TreeMap<>();

    private final Map<NodeId, Memory> memories = new HashMap<>();

    /** Deletes that somebody has forgotten. */
    private final List<Grave> graves = new ArrayList<>();

    private final Map<String, Set<Version>> forgotten = new TreeMap<>();

    /**
     * A delete that was forgotten.
     *
     * @param covered the digest of the node that forgot it: what it covers is gone for ever
     */
    private record Grave(NodeId by, String topic, Entry tombstone, Digest covered) {}

    /** What was seen of one life of a node. */
    private static final class Memory {
        final Map<String, Map<NodeId, Long>> watermarks = new TreeMap<>();

        /** The newest that was ever told of each key; it may have been dropped or forgotten since. */
        final Map<String, Map<Bytes, Entry>> newest = new TreeMap<>();

        /** What subscribers see: what has a value. */
        final Map<String, Map<Bytes, Entry>> mirror = new TreeMap<>();
    }

    @Override
    public void wrote(NodeView node, String topic, Entry entry) {
        winners.computeIfAbsent(topic, unknown -> new TreeMap<>())
                .merge(entry.key(), entry, (held, written) -> isLater(written, held) ? written : held);
        Long last = histories.computeIfAbsent(topic, unknown -> new TreeMap<>()).put(entry.origin(), entry.timestamp());
        check(last == null || last < entry.timestamp(), node, "timestamps rise strictly", entry);
    }

    /** Written down here once more, so that a fault in the production rule is not shared. */
    private static boolean isLater(Entry one, Entry other) {
        Version a = one.version();
        Version b = other.version();
        return a.timestamp() > b.timestamp()
                || (a.timestamp() == b.timestamp() && a.origin().compareTo(b.origin()) > 0);
    }

    @Override
    public void changed(NodeView node, Effect.Changed changed) {
        String topic = changed.topic();
        Map<Bytes, Entry> mirror = memory(node).mirror.computeIfAbsent(topic, unknown -> new HashMap<>());
        for (Update update : changed.updates()) {
            Entry entry = update.entry();
            Entry before = entry == null || entry.isTombstone()
                    ? mirror.remove(update.key())
                    : mirror.put(update.key(), entry);
            check(
                    Objects.equals(before, withValue(update.previous())),
                    node,
                    "a change tells what it replaces",
                    update);
            if (entry == null) {
                check(before != null, node, "what is dropped was there", update);
            } else {
                rises(node, topic, entry, update);
            }
        }
    }

    private static @Nullable Entry withValue(@Nullable Entry entry) {
        return entry == null || entry.isTombstone() ? null : entry;
    }

    /** Only what this node had not heard of may come behind a delete that is forgotten. */
    private void rises(NodeView node, String topic, Entry entry, Update update) {
        Map<Bytes, Entry> newest = memory(node).newest.computeIfAbsent(topic, unknown -> new HashMap<>());
        Entry last = newest.get(entry.key());
        boolean isLater = last == null || isLater(entry, last);
        boolean isOver = last != null
                && last.expires()
                && entry.isTombstone()
                && last.version().equals(entry.version());
        boolean isForgotten = update.previous() == null && !wasCovered(node, topic, entry);
        check(isLater || isOver || isForgotten, node, "versions of a key rise", entry);
        newest.put(entry.key(), entry);
    }

    private boolean wasCovered(NodeView node, String topic, Entry entry) {
        Version version = entry.version();
        Map<NodeId, Long> before = memory(node).watermarks.getOrDefault(topic, Map.of());
        return before.getOrDefault(version.origin(), 0L) >= version.timestamp();
    }

    private boolean isForgotten(String topic, Entry tombstone) {
        return forgotten.getOrDefault(topic, Set.of()).contains(tombstone.version());
    }

    @Override
    public void stepped(NodeView node) {
        for (String topic : node.core().topics()) {
            Replica replica = node.replica(topic);
            noteWhatIsForgotten(node, topic, replica);
            holdsWhatItsDigestCovers(node, topic, replica);
            watermarksRiseAndNeverPassTheirOrigin(node, topic, replica);
        }
    }

    private void noteWhatIsForgotten(NodeView node, String topic, Replica replica) {
        for (Entry newest : memory(node).newest.getOrDefault(topic, Map.of()).values()) {
            if (newest.isTombstone() && replica.get(newest.key()) == null) {
                boolean isNew = forgotten
                        .computeIfAbsent(topic, unknown -> new HashSet<>())
                        .add(newest.version());
                if (isNew) {
                    graves.add(new Grave(node.id(), topic, newest, replica.digest()));
                }
            }
        }
    }

    private void holdsWhatItsDigestCovers(NodeView node, String topic, Replica replica) {
        for (Entry winner : winners.getOrDefault(topic, Map.of()).values()) {
            Version version = winner.version();
            if (replica.watermark(version.origin()) >= version.timestamp()) {
                Entry held = replica.get(winner.key());
                boolean isHeld = held != null && held.version().equals(version);
                boolean isGone = winner.isTombstone() || winner.expires();
                check(isHeld || (isGone && isForgotten(topic, winner)), node, "the digest covers what is held", winner);
            }
        }
    }

    /**
     * At the end of a run: what was deleted and forgotten is gone, as far as somebody is left who knew of it. A value
     * with a time to live may be there until that is over, since it has no share in the fingerprint.
     */
    void nothingRises(Collection<SimulatedNode> living) {
        for (Grave grave : graves) {
            boolean isRemembered = living.stream().anyMatch(node -> node.id().equals(grave.by()));
            for (SimulatedNode node : isRemembered ? living : List.<SimulatedNode>of()) {
                Entry held = withValue(
                        node.replica(grave.topic()).get(grave.tombstone().key()));
                boolean rose = held != null
                        && !held.expires()
                        && isLater(grave.tombstone(), held)
                        && grave.covered().covers(held.version());
                check(!rose, node, "what was deleted stays deleted", held + " of " + grave);
            }
        }
    }

    private void watermarksRiseAndNeverPassTheirOrigin(NodeView node, String topic, Replica replica) {
        Map<NodeId, Long> seen = memory(node).watermarks.computeIfAbsent(topic, unknown -> new TreeMap<>());
        histories.getOrDefault(topic, Map.of()).forEach((origin, last) -> {
            long watermark = replica.watermark(origin);
            Long before = seen.put(origin, watermark);
            check(before == null || before <= watermark, node, "watermarks never go back", origin);
            check(watermark <= last, node, "no watermark passes its origin's last write", origin);
        });
    }

    /** At the end of a run: changes have told the whole state. */
    void mirrorsMatch(SimulatedNode node) {
        for (String topic : node.core().topics()) {
            Map<Bytes, Entry> held = new HashMap<>();
            node.replica(topic).liveEntries().forEach(entry -> held.put(entry.key(), entry));
            Map<Bytes, Entry> mirror = memory(node).mirror.getOrDefault(topic, Map.of());
            check(held.equals(mirror), node, "changes tell the state and no more", topic);
        }
    }

    private Memory memory(NodeView node) {
        return memories.computeIfAbsent(node.id(), unknown -> new Memory());
    }

    private static void check(boolean holds, NodeView node, String invariant, Object about) {
        if (!holds) {
            throw new AssertionError(invariant + ": violated at " + node.id() + " by " + about);
        }
    }
}
