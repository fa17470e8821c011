package io.fluxgossip.simulation;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.Effect;
import io.fluxgossip.protocol.Replica;
import io.fluxgossip.protocol.Update;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

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

    /** What was seen of one life of a node. */
    private static final class Memory {
        final Map<String, Map<NodeId, Long>> watermarks = new TreeMap<>();
        final Map<String, Map<Bytes, Entry>> mirror = new TreeMap<>();
    }

    @Override
    public void wrote(SimulatedNode node, String topic, Entry entry) {
        winners.computeIfAbsent(topic, unknown -> new TreeMap<>())
                .merge(entry.key(), entry, (held, written) -> isLater(written, held) ? written : held);
        Long last = histories
                .computeIfAbsent(topic, unknown -> new TreeMap<>())
                .put(entry.version().origin(), entry.version().timestamp());
        check(last == null || last < entry.version().timestamp(), node, "timestamps rise strictly", entry);
    }

    /** Written down here once more, so that a fault in the production rule is not shared. */
    private static boolean isLater(Entry one, Entry other) {
        Version a = one.version();
        Version b = other.version();
        return a.timestamp() > b.timestamp()
                || (a.timestamp() == b.timestamp() && a.origin().compareTo(b.origin()) > 0);
    }

    @Override
    public void changed(SimulatedNode node, Effect.Changed changed) {
        Map<Bytes, Entry> mirror = memory(node).mirror.computeIfAbsent(changed.topic(), unknown -> new HashMap<>());
        for (Update update : changed.updates()) {
            Entry before = mirror.put(update.entry().key(), update.entry());
            check(Objects.equals(before, update.previous()), node, "a change tells what it replaces", update);
            check(before == null || isLater(update.entry(), before), node, "versions of a key rise", update);
        }
    }

    @Override
    public void stepped(SimulatedNode node) {
        for (String topic : node.core().topics()) {
            Replica replica = node.replica(topic);
            holdsWhatItsDigestCovers(node, topic, replica);
            watermarksRiseAndNeverPassTheirOrigin(node, topic, replica);
        }
    }

    private void holdsWhatItsDigestCovers(SimulatedNode node, String topic, Replica replica) {
        for (Entry winner : winners.getOrDefault(topic, Map.of()).values()) {
            Version version = winner.version();
            if (replica.watermark(version.origin()) >= version.timestamp()) {
                check(winner.equals(replica.get(winner.key())), node, "the digest covers what is held", winner);
            }
        }
    }

    private void watermarksRiseAndNeverPassTheirOrigin(SimulatedNode node, String topic, Replica replica) {
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
            Map<Bytes, Entry> mirror = memory(node).mirror.getOrDefault(topic, Map.of());
            int keys = 0;
            for (Iterator<Bytes> all = node.replica(topic).keys(); all.hasNext(); keys++) {
                Bytes key = all.next();
                check(
                        Objects.equals(mirror.get(key), node.replica(topic).get(key)),
                        node,
                        "changes tell the state",
                        key);
            }
            check(keys == mirror.size(), node, "changes tell the state and no more", topic);
        }
    }

    private Memory memory(SimulatedNode node) {
        return memories.computeIfAbsent(node.id(), unknown -> new Memory());
    }

    private static void check(boolean holds, SimulatedNode node, String invariant, Object about) {
        if (!holds) {
            throw new AssertionError(invariant + ": violated at " + node.id() + " by " + about);
        }
    }
}
