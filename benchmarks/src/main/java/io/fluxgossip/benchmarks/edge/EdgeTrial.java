package io.fluxgossip.benchmarks.edge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

/**
 * All ways in turn, slice by slice, so that they share what the machine gives; slices in which it gave less do not
 * count.
 */
public final class EdgeTrial implements AutoCloseable {

    /** What is compared. */
    public enum Contender {
        /** Two nodes of this project. */
        NODES,
        /** RSocket, fire-and-forget. */
        RSOCKET,
        /** Frames behind their length on Reactor Netty. */
        TCP
    }

    private static final int WARM_UP = 15;

    /** As many for each that counts, until all that one update runs through is compiled. */
    private static final int WARM_UP_SINGLES = 10;

    private final Map<Contender, Way> ways = new EnumMap<>(Contender.class);
    private final Calibration calibration = new Calibration();

    EdgeTrial() throws TimeoutException {
        ways.put(Contender.NODES, new NodesWay());
        ways.put(Contender.RSOCKET, new RSocketWay());
        ways.put(Contender.TCP, new TcpWay());
        for (int i = 0; i < 1_000; i++) {
            calibration.nanos();
        }
    }

    /** What each way took, in seconds: a slice of each beside the others, in the order in which they were run. */
    public record Slices(Map<Contender, List<Double>> seconds) {

        static Slices none() {
            return new Slices(new EnumMap<>(Contender.class));
        }

        /** More turns of the same load. */
        void add(Slices more) {
            more.seconds().forEach((contender, slices) -> of(contender).addAll(slices));
        }

        private List<Double> of(Contender contender) {
            return seconds.computeIfAbsent(contender, none -> new ArrayList<>());
        }

        /** Of the slices that count: the median. */
        public double median(Contender contender) {
            return median(of(contender));
        }

        /** How much longer the others take than the nodes: the median over turns, each of which shares a moment. */
        public double speedUpOver(Contender floor) {
            List<Double> nodes = of(Contender.NODES);
            List<Double> others = of(floor);
            List<Double> ratios = new ArrayList<>();
            for (int turn = 0; turn < nodes.size(); turn++) {
                ratios.add(others.get(turn) / nodes.get(turn));
            }
            return median(ratios);
        }

        int turns() {
            return of(Contender.NODES).size();
        }

        private static double median(List<Double> values) {
            return values.isEmpty()
                    ? Double.NaN
                    : values.stream()
                            .sorted()
                            .skip(values.size() / 2)
                            .findFirst()
                            .orElse(Double.NaN);
        }
    }

    /** Bursts, until as many turns count, or three times as many were tried. */
    Slices bursts(Load load, int turns) throws TimeoutException {
        return turns(WARM_UP, turns, way -> way.carry(load));
    }

    /** One update at a time. */
    Slices singles(Load load, int turns) throws TimeoutException {
        return turns(WARM_UP_SINGLES * turns, turns, way -> way.carryOne(load));
    }

    private interface Slice {
        long of(Way way) throws TimeoutException;
    }

    private Slices turns(int warmUp, int turns, Slice slice) throws TimeoutException {
        for (int i = 0; i < warmUp; i++) {
            for (Way way : ways.values()) {
                slice.of(way);
            }
        }
        Slices kept = Slices.none();
        for (int tried = 0; kept.turns() < turns && tried < 3 * turns; tried++) {
            Map<Contender, Double> turn = new EnumMap<>(Contender.class);
            boolean slow = calibration.isSlow(calibration.nanos());
            for (Contender contender : inTurn(tried)) {
                long begin = System.nanoTime();
                turn.put(contender, (slice.of(way(contender)) - begin) / 1e9);
                slow |= calibration.isSlow(calibration.nanos());
            }
            if (!slow) {
                turn.forEach((contender, seconds) -> kept.of(contender).add(seconds));
            }
        }
        return kept;
    }

    private Way way(Contender contender) {
        return Objects.requireNonNull(ways.get(contender), "there is one for each");
    }

    /** Each begins as often as the others. */
    private static List<Contender> inTurn(int turn) {
        List<Contender> order = new ArrayList<>(List.of(Contender.values()));
        Collections.rotate(order, turn);
        return order;
    }

    @Override
    public void close() {
        ways.values().forEach(Way::close);
    }
}
