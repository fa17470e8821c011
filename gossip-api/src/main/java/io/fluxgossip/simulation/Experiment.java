package io.fluxgossip.simulation;

import io.fluxgossip.model.Dissemination;
import io.fluxgossip.model.Hashing;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeConfig.Timing;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.protocol.message.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.function.ToIntFunction;

/**
 * How long it takes until all have an update, and what that costs: the same run many times, each with a seed of its
 * own.
 *
 * <p>The update is there at time 0. Where timers are aligned they tick at the multiples of the interval, and what was
 * reached in one tick acts from the next one on.
 *
 * @param topic what is looked at; its mode says how updates travel
 * @param repair whether sync mode repairs by exchanges, announcements and pulls; async mode always does
 * @param announceAfter how long nothing follows until peers are told how far a history goes, where it repairs
 * @param interval of rounds, rumors or exchanges: what {@link Convergence} counts as a round
 */
public record Experiment(
        TopicConfig topic, boolean repair, Duration announceAfter, Duration interval, World world, Load load) {

    /** How long sync mode goes without repair if there is to be none. */
    private static final Duration NEVER = Duration.ofDays(1);

    public Experiment {
        Objects.requireNonNull(topic, "topic");
        Checks.notNegative("announceAfter", announceAfter);
        Checks.positive("interval", interval);
        if (load.informed() > world.live()) {
            throw new IllegalArgumentException(
                    "informed must be at most the " + world.live() + " nodes that answer, was " + load.informed());
        }
        if (load.warmUp() > 0 && isEndless(topic)) {
            throw new IllegalArgumentException(
                    "a rumor that never ends leaves no quiet after a warmUp, which was " + load.warmUp());
        }
    }

    /**
     * The cluster and its network.
     *
     * @param nodes 1 or more, those that failed among them
     * @param latencyFrom one way, uniform between this
     * @param latencyTo and this
     * @param loss chance that a message is lost, 0 to less than 1
     * @param failed share of nodes that never answer, and of which nobody knows that; 0 to less than 1
     */
    public record World(
            int nodes, Timing timers, Duration latencyFrom, Duration latencyTo, double loss, double failed) {

        public World {
            Checks.atLeastOne("nodes", nodes);
            Objects.requireNonNull(timers, "timers");
            Checks.share("loss", loss);
            Checks.share("failed", failed);
            if (latencyFrom.isNegative() || latencyTo.compareTo(latencyFrom) < 0) {
                throw new IllegalArgumentException(
                        "latency must be 0 or more, was " + latencyFrom + " to " + latencyTo);
            }
        }

        /** Nodes that answer: one at least. */
        public int live() {
            return Math.max(1, nodes - (int) Math.round(failed * nodes));
        }
    }

    /**
     * The writes.
     *
     * @param informed nodes that hold the updates at the start, 1 or more
     * @param source where the first update is written
     * @param keys over which the updates go in turns, 1 or more; as many as updates where those come one after the
     *     other
     * @param updates 1 or more; the first by the source, the others by any node
     * @param every between two updates; 0 for all of them at the start
     * @param warmUp updates by the source before anything is measured, each when it has become quiet after the one
     *     before: a push tree takes its shape by them
     */
    public record Load(int informed, Source source, int keys, int updates, Duration every, int warmUp) {

        /** One update. */
        public static final Load ONE = new Load(1, Source.RANDOM, 1, 1, Duration.ZERO, 0);

        public Load {
            Objects.requireNonNull(source, "source");
            Checks.atLeastOne("informed", informed);
            Checks.atLeastOne("keys", keys);
            Checks.atLeastOne("updates", updates);
            Checks.notNegative("every", every);
            if (warmUp < 0) {
                throw new IllegalArgumentException("warmUp must be 0 or more, was " + warmUp);
            }
            if (warmUp > 0 && informed > 1) {
                throw new IllegalArgumentException("informed must be 1 after a warmUp, was " + informed);
            }
            if (!every.isZero() && keys < updates) {
                throw new IllegalArgumentException(
                        "updates that come one after the other must have a key each, so keys must be " + updates
                                + " or more, was " + keys);
            }
        }

        /** Keys of which one entry is to reach everyone. */
        int distinct() {
            return Math.min(keys, updates);
        }
    }

    /** The node that writes the first update. */
    public enum Source {
        /** At any node. */
        RANDOM,
        /** At the first node in the first run, at the second in the second... */
        EACH
    }

    /** The topic as it is run. */
    TopicConfig topicAsRun() {
        return !repair && topic.mode() instanceof Mode.Sync sync ? topic.withMode(sync.repairEvery(NEVER)) : topic;
    }

    /** Whether updates are told for ever. */
    boolean isEndless() {
        return isEndless(topic);
    }

    private static boolean isEndless(TopicConfig topic) {
        return topic.mode().pushes()
                && topic.dissemination() instanceof Dissemination.Rumor rumor
                && rumor.stop() instanceof Dissemination.Stop.Never;
    }

    /** Whether somebody who was not told may still be. */
    boolean goesOn() {
        return repair || !topic.mode().pushes();
    }

    /**
     * Runs it.
     *
     * @param runs 1 or more
     * @param seed of all of them
     * @param workers threads; the result is the same whatever their number
     * @param size of a message, in bytes
     * @param progress told how many runs are done, from any thread
     */
    public Convergence run(int runs, long seed, int workers, ToIntFunction<Message> size, IntConsumer progress) {
        Checks.atLeastOne("runs", runs);
        Checks.atLeastOne("workers", workers);
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            Progress done = new Progress(progress);
            List<CompletableFuture<TrialFigures>> running = new ArrayList<>();
            for (int run = 0; run < runs; run++) {
                Trial trial = new Trial(this, Hashing.mix(seed ^ Hashing.mix(run)), run, size);
                running.add(CompletableFuture.supplyAsync(() -> done.count(trial.run()), threads));
            }
            return new Convergence(
                    interval,
                    load.updates(),
                    world.live() - 1,
                    running.stream().map(CompletableFuture::join).toList());
        } finally {
            threads.shutdownNow();
        }
    }

    private static final class Progress {
        private final IntConsumer told;
        private int done;

        Progress(IntConsumer told) {
            this.told = told;
        }

        synchronized <T> T count(T result) {
            told.accept(++done);
            return result;
        }
    }
}
