package io.fluxgossip.simulation;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.Update;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The formulas of docs/ALGORITHM.md, checked after every event at the node that took it. It sees all writes that anyone
 * ever made, and the time at which they were made, so it knows what each node should hold.
 */
final class Invariants implements Observer {

    /** Clocks are apart by so much at most, and timers fire so late. */
    private static final long SLACK_MICROS = 500_000;

    /** How long an update is on its way at most, and a node paused: none of that is counted as its time. */
    private static final long LONGEST_WAY_MICROS = 10_000_000;

    private final LongSupplier micros;

    /** For how long deletes are remembered at least, by topic; for ever of a topic that is not there. */
    private final Map<String, Duration> remembered = new HashMap<>();

    private final Map<String, Writes> writes = new TreeMap<>();
    private final Map<NodeId, Memory> memories = new HashMap<>();

    /** Deletes that somebody has forgotten, by version: of each the first. */
    private final Map<Version, Grave> graves = new HashMap<>();

    /** All writes to one topic. */
    private static final class Writes {
        final Map<Version, Written> all = new HashMap<>();

        /** Of each key, the write that wins against all others ever made. */
        final Map<Bytes, Written> winners = new TreeMap<>();

        /** Of each key, all of them. */
        final Map<Bytes, List<Written>> byKey = new HashMap<>();

        /** Of each origin, its last write. */
        final Map<NodeId, Long> last = new TreeMap<>();
    }

    /**
     * A delete that was forgotten.
     *
     * @param covered the digest of the node that forgot it: what it covers is gone for ever
     */
    private record Grave(NodeId by, String topic, Entry tombstone, Digest covered) {}

    private record Written(Entry entry, long atMicros) {
        boolean endsWithoutDelete() {
            return entry.expires();
        }
    }

    /** What was seen of one life of a node. */
    private static final class Memory {
        final Map<String, Map<NodeId, Long>> watermarks = new TreeMap<>();

        /** The newest that was ever told of each key; it may have been dropped or forgotten since. */
        final Map<String, Map<Bytes, Entry>> newest = new TreeMap<>();

        /** What subscribers see: what has a value. */
        final Map<String, Map<Bytes, Entry>> mirror = new TreeMap<>();
    }

    Invariants(LongSupplier micros) {
        this.micros = micros;
    }

    /** Deletes of this topic may be forgotten after a while. */
    void remembers(String topic, Duration atLeast) {
        remembered.put(topic, atLeast);
    }

    private Writes writes(String topic) {
        return writes.computeIfAbsent(topic, unknown -> new Writes());
    }

    @Override
    public void wrote(NodeView node, String topic, Entry entry) {
        Writes to = writes(topic);
        Written written = new Written(entry, micros.getAsLong());
        to.all.put(entry.version(), written);
        to.byKey.computeIfAbsent(entry.key(), unknown -> new ArrayList<>()).add(written);
        to.winners.merge(entry.key(), written, (held, now) -> isLater(now.entry(), held.entry()) ? now : held);
        Long last = to.last.put(entry.origin(), entry.timestamp());
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
            if (before != null && withValue(entry) == null) {
                check(isJustified(topic, before, entry), node, "what is gone was deleted, or is over", update);
            }
            if (entry != null) {
                rises(node, topic, entry, update);
            }
        }
    }

    private static @Nullable Entry withValue(@Nullable Entry entry) {
        return entry == null || entry.isTombstone() ? null : entry;
    }

    /** Whether something newer ended this value; or it is so old that it may have been, and that been forgotten. */
    private boolean isJustified(String topic, Entry value, @Nullable Entry now) {
        if (now != null && now.version().equals(value.version())) {
            return isOver(Objects.requireNonNull(writes(topic).all.get(value.version())));
        }
        boolean newer = writes(topic).byKey.getOrDefault(value.key(), List.of()).stream()
                .anyMatch(written ->
                        isLater(written.entry(), value) && (written.entry().isTombstone() || isOver(written)));
        return newer || mayBeForgotten(topic, value);
    }

    private boolean isOver(Written written) {
        return written.endsWithoutDelete()
                && micros.getAsLong() - written.atMicros() >= (written.entry().ttlMillis() - 1) * 1_000;
    }

    private boolean mayBeForgotten(String topic, Entry entry) {
        Duration ttl = remembered.get(topic);
        Written written = writes(topic).all.get(entry.version());
        return ttl != null
                && written != null
                && micros.getAsLong() - written.atMicros() + SLACK_MICROS >= ttl.toNanos() / 1_000;
    }

    /** Only behind a delete that may be forgotten comes what is older. */
    private void rises(NodeView node, String topic, Entry entry, Update update) {
        Map<Bytes, Entry> newest = memory(node).newest.computeIfAbsent(topic, unknown -> new HashMap<>());
        Entry last = newest.get(entry.key());
        boolean isLater = last == null || isLater(entry, last);
        boolean isOver = last != null
                && last.expires()
                && entry.isTombstone()
                && last.version().equals(entry.version());
        boolean isForgotten = update.previous() == null && last != null && mayBeForgotten(topic, last);
        check(isLater || isOver || isForgotten, node, "versions of a key rise", entry);
        newest.put(entry.key(), entry);
    }

    @Override
    public void stepped(NodeView node) {
        for (String topic : node.core().topics()) {
            Replica replica = node.replica(topic);
            noteWhatIsForgotten(node, topic, replica);
            holdsWhatItsDigestCovers(node, topic, replica);
            nothingIsShownThatIsOver(node, topic);
            watermarksRiseAndNeverPassTheirOrigin(node, topic, replica);
        }
    }

    private void noteWhatIsForgotten(NodeView node, String topic, Replica replica) {
        for (Entry newest : memory(node).newest.getOrDefault(topic, Map.of()).values()) {
            if (newest.isTombstone() && !replica.knows(newest.version()) && replica.get(newest.key()) == null) {
                graves.computeIfAbsent(
                        newest.version(), unknown -> new Grave(node.id(), topic, newest, replica.digest()));
            }
        }
    }

    private void holdsWhatItsDigestCovers(NodeView node, String topic, Replica replica) {
        for (Written winner : writes(topic).winners.values()) {
            Version version = winner.entry().version();
            if (replica.watermark(version.origin()) >= version.timestamp()) {
                boolean isKnown = replica.knows(version);
                boolean isGone = winner.entry().isTombstone() || isOver(winner);
                check(
                        isKnown || (isGone && mayBeForgotten(topic, winner.entry())),
                        node,
                        "the digest covers what is known",
                        winner);
                Entry held = withValue(replica.get(winner.entry().key()));
                check(
                        isGone || (held != null && held.version().equals(version)) || winner.endsWithoutDelete(),
                        node,
                        "what is known and not over has a value",
                        winner);
            }
        }
    }

    /** What is over is shown no longer than it may have been on its way, and its holder have been paused. */
    private void nothingIsShownThatIsOver(NodeView node, String topic) {
        for (Entry shown : memory(node).mirror.getOrDefault(topic, Map.of()).values()) {
            Written written = Objects.requireNonNull(writes(topic).all.get(shown.version()));
            long overMicros = written.atMicros() + shown.ttlMillis() * 1_000;
            check(
                    !shown.expires() || micros.getAsLong() - overMicros < LONGEST_WAY_MICROS,
                    node,
                    "what is over is not shown",
                    shown);
        }
    }

    /** At the end of a run: what was deleted and forgotten is gone, as far as somebody is left who knew of it. */
    void nothingRises(Collection<SimulatedNode> living) {
        for (Grave grave : graves.values()) {
            boolean isRemembered = living.stream().anyMatch(node -> node.id().equals(grave.by()));
            for (SimulatedNode node : isRemembered ? living : List.<SimulatedNode>of()) {
                Entry held = withValue(
                        node.replica(grave.topic()).get(grave.tombstone().key()));
                boolean rose = held != null
                        && isLater(grave.tombstone(), held)
                        && grave.covered().covers(held.version());
                check(!rose, node, "what was deleted stays deleted", held + " of " + grave);
            }
        }
    }

    private void watermarksRiseAndNeverPassTheirOrigin(NodeView node, String topic, Replica replica) {
        Map<NodeId, Long> seen = memory(node).watermarks.computeIfAbsent(topic, unknown -> new TreeMap<>());
        writes(topic).last.forEach((origin, last) -> {
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
