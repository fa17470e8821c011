package io.fluxgossip.protocol.topic;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.turn.RttEstimator;
import io.fluxgossip.protocol.turn.Timer;
import io.fluxgossip.protocol.turn.Turn;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Histories of one topic that others hold further than this node does, and whose pushes are probably on their way: what
 * has not come in time is fetched.
 */
public final class MissingUpdates {

    /** Others are found by a later round. */
    private static final int MAX_HISTORIES = 10_000;

    /** Between two looks, at least. */
    private static final long LOOK_MILLIS = 100;

    private final Turn turn;
    private final RttEstimator answers;
    private final String topic;
    private final Replica replica;
    private final RttEstimator delays;
    private final Map<NodeId, Wait> waits = new LinkedHashMap<>();
    private boolean armed;

    /** Since when origins that are unknown here have been left to their pushes. */
    private long unknownSinceMillis;

    /** For one history. */
    public static final class Wait {

        /** Hops over which it would have come, by who announced it and was not asked; 0 if that was not told. */
        private final Map<NodeId, Integer> announcers = new LinkedHashMap<>();

        private final long sinceMillis;
        private long upTo;

        private long askedMillis;

        private Wait(long sinceMillis) {
            this.sinceMillis = sinceMillis;
        }

        public long upTo() {
            return upTo;
        }

        /** Those who announced it and were not asked, the first one first. */
        public Set<NodeId> announcers() {
            return announcers.keySet();
        }

        public Optional<NodeId> firstAnnouncer() {
            return announcers.keySet().stream().findFirst();
        }

        public void keepAnnouncers(Predicate<NodeId> kept) {
            announcers.keySet().removeIf(kept.negate());
        }

        private boolean isAsked() {
            return askedMillis > 0;
        }

        /** This announcer is asked now. */
        public void ask(NodeId announcer, long nowMillis) {
            announcers.remove(announcer);
            askedMillis = nowMillis;
        }
    }

    MissingUpdates(Turn turn, RttEstimator answers, String topic, Replica replica) {
        this.turn = turn;
        this.answers = answers;
        this.topic = topic;
        this.replica = replica;
        this.delays = new RttEstimator(turn.config().announceAfter().toMillis());
    }

    public void waitAtLeast(long millis) {
        delays.waitAtLeast(millis);
    }

    /** As long as when nothing is said. */
    public void waitAsUsual() {
        delays.waitAtLeast(turn.config().announceAfter().toMillis());
    }

    /** A peer holds a history up to here; returns whether this is kept in mind. */
    public boolean await(NodeId origin, long upTo, NodeId announcer, int hops) {
        arm(delays.timeoutMillis());
        if (waits.size() >= MAX_HISTORIES && !waits.containsKey(origin)) {
            return false;
        }
        Wait wait = waits.get(origin);
        if (wait == null || hasCome(origin, wait)) {
            wait = new Wait(turn.nowMillis());
            waits.put(origin, wait);
        }
        wait.upTo = Math.max(wait.upTo, upTo);
        wait.announcers.put(announcer, hops);
        return true;
    }

    /** The part of a peer's lack that is older than a push takes: the rest is probably on its way there. */
    public Digest leaveFresh(Digest lacking) {
        return lacking.where((origin, theirs) -> !isFresh(replica.watermark(origin)));
    }

    /**
     * The part of this node's lack that is older than a push takes: the rest is probably on its way here, and is
     * awaited.
     *
     * @param theirs what the peer holds
     */
    public Digest awaitFresh(Digest lacking, Digest theirs, NodeId peer) {
        return lacking.where((origin, ours) -> {
            long held = theirs.watermark(origin);
            return !isFresh(held) || !await(origin, held, peer, 0);
        });
    }

    /**
     * Whether this was written so shortly ago, by the clocks of this node and of the one that wrote: where they differ,
     * some is repaired too early or too late.
     */
    private boolean isFresh(long watermark) {
        return turn.wallMillis() - (watermark >> Version.COUNTER_BITS) < travelMillis();
    }

    /**
     * Whether the origin of what was written then, which is unknown here, is left to its pushes. There is no name by
     * which to await it; so after as long as pushes take it is asked for, for as long again.
     */
    public boolean leavesUnknown(long watermark) {
        if (!isFresh(watermark)) {
            return false;
        }
        long left = turn.nowMillis() - unknownSinceMillis;
        if (left >= 2 * travelMillis()) {
            unknownSinceMillis = turn.nowMillis();
            return true;
        }
        return left < travelMillis();
    }

    /** The age at which a push has arrived, or is lost: by then it has been announced, and waited for. */
    public long travelMillis() {
        return turn.config().announceAfter().toMillis() + delays.timeoutMillis();
    }

    /**
     * A push brought news of this origin; returns who had announced it, if anybody had.
     *
     * @param allTheWay whether it was pushed all the way from its origin, and did not have to be fetched somewhere
     */
    public Map<NodeId, Integer> came(NodeId origin, boolean allTheWay) {
        Wait wait = waits.get(origin);
        if (wait == null || !hasCome(origin, wait)) {
            return Map.of();
        }
        waits.remove(origin);
        if (allTheWay && !wait.isAsked()) {
            delays.came(turn.nowMillis() - wait.sinceMillis);
        }
        return wait.announcers;
    }

    private boolean hasCome(NodeId origin, Wait wait) {
        return replica.knownUpTo(origin) >= wait.upTo;
    }

    /** A push brought nothing new: if that is because it was fetched, it was not lost but late. */
    public void cameAgain(Run run, boolean allTheWay) {
        Wait wait = waits.get(run.origin());
        if (allTheWay && wait != null && wait.isAsked() && run.upTo() >= wait.upTo) {
            waits.remove(run.origin());
            delays.came(turn.nowMillis() - wait.sinceMillis);
        }
    }

    private void arm(long delayMillis) {
        if (!armed) {
            armed = true;
            turn.arm(new Timer.MissingReview(topic), Math.max(1, delayMillis));
        }
    }

    /**
     * Looks what is overdue, to be asked for; what nobody is left to be asked for is left to the next round.
     *
     * @param ask takes the histories that are overdue
     */
    public void look(Consumer<Map<NodeId, Wait>> ask) {
        armed = false;
        waits.entrySet().removeIf(entry -> isOver(entry.getKey(), entry.getValue()));
        Map<NodeId, Wait> missing = new LinkedHashMap<>(waits);
        missing.entrySet().removeIf(entry -> hasCome(entry.getKey(), entry.getValue()));
        Map<NodeId, Wait> overdue = new LinkedHashMap<>(missing);
        overdue.values().removeIf(wait -> remaining(wait) > 0);
        if (!overdue.isEmpty()) {
            ask.accept(overdue);
        }
        missing.values().stream()
                .mapToLong(this::remaining)
                .min()
                .ifPresent(soonest -> arm(Math.max(LOOK_MILLIS, soonest)));
    }

    /** A pulled update is remembered for a while: its push may still come. */
    private boolean isOver(NodeId origin, Wait wait) {
        return hasCome(origin, wait)
                ? !wait.isAsked() || turn.nowMillis() - wait.sinceMillis >= 2 * RttEstimator.LONGEST_MILLIS
                : wait.announcers.isEmpty() && remaining(wait) <= 0;
    }

    private long remaining(Wait wait) {
        long until =
                wait.isAsked() ? wait.askedMillis + answers.timeoutMillis() : wait.sinceMillis + delays.timeoutMillis();
        return until - turn.nowMillis();
    }
}
