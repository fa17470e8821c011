package io.fluxgossip.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The formula by which HashiCorp's convergence simulator for Serf draws its curve: the logistic growth of an epidemic
 * in which each node tells {@code fanout} others in each round.
 *
 * @param nodes 1 or more
 * @param fanout 1 or more
 * @param loss chance that a message is lost, 0 to less than 1
 * @param failed share of nodes that do not answer, 0 to less than 1
 * @param interval between rounds, more than zero
 */
public record LogisticModel(int nodes, int fanout, double loss, double failed, Duration interval) {

    private static final double DONE = 0.9999;
    private static final int MAX_ROUNDS = 100;

    public LogisticModel {
        Checks.atLeastOne("nodes", nodes);
        Checks.atLeastOne("fanout", fanout);
        Checks.share("loss", loss);
        Checks.share("failed", failed);
        Checks.positive("interval", interval);
    }

    /** The share of nodes that hold the update after this round; round 0 is its beginning. */
    public double coverage(int round) {
        double growth = fanout * (1 - loss) * (1 - failed) / 2;
        return 1 / (1 + (nodes + 1) * Math.exp(-growth * round));
    }

    /** Round by round until all but one in ten thousand hold it, or for a hundred rounds. */
    public List<Point> curve() {
        List<Point> curve = new ArrayList<>();
        double coverage = 0;
        for (int round = 0; round < MAX_ROUNDS && coverage < DONE; round++) {
            coverage = coverage(round);
            curve.add(new Point(interval.toMillis() * (double) round, coverage));
        }
        return curve;
    }

    /**
     * A place on a curve.
     *
     * @param millis since the update was there
     * @param coverage share of nodes that hold it
     */
    public record Point(double millis, double coverage) {}
}
