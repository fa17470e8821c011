package io.fluxgossip.benchmarks.simulator;

import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Scope;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.simulation.NodeView;
import io.fluxgossip.simulation.Observer;
import io.fluxgossip.simulation.SimulatedNode;
import io.fluxgossip.simulation.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** A scenario in the simulator: one cluster, one update at a time. */
final class Trial implements Observer {

    private static final Duration LATENCY = Duration.ofMillis(100);

    /** TCP's handshake and the first question with its answer: two round trips. */
    private static final Duration CONNECTING = LATENCY.multipliedBy(4);

    private static final long SEED = 1;
    private static final String TOPIC = "topic";

    /** Nothing takes that long. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** An update is over when nothing was said about it for so long: longer than what comes last waits. */
    private static final Duration SILENCE = Duration.ofSeconds(2);

    /** Nobody waits for the end of an update that has taken so many messages a node. */
    private static final int ENDLESS = 400;

    private static final String VALUE = "v".repeat(64);

    private final Scenario scenario;
    private final Simulation simulation = new Simulation(SEED).connectingTakes(CONNECTING);
    private final RandomGenerator random = simulation.randomForScenario();
    private final Traffic traffic = new Traffic();
    private final Arrivals arrivals = new Arrivals();
    private Duration lastSaid = Duration.ZERO;
    private Traffic.Count before = traffic.count();
    private Duration begin = Duration.ZERO;
    private int updates;
    private long messagesBefore;
    private boolean endless;
    private int keys;

    Trial(Scenario scenario) {
        this.scenario = scenario;
    }

    Cost measure() {
        simulation.network().latency(LATENCY).loss(scenario.loss());
        start();
        simulation.observe(this);
        simulation.advance(scenario.course().settling());
        Traffic.Count idle = idle();
        beginToCount();
        update(scenario.warmUp());
        if (!endless) {
            beginToCount();
            update(scenario.course().updates());
        }
        return cost(idle);
    }

    private void beginToCount() {
        arrivals.forget();
        before = traffic.count();
        begin = simulation.time();
        updates = 0;
    }

    /** Each node has written once, and all hold all that before anything is pushed. */
    private void start() {
        TopicConfig topic = TopicConfig.of(TOPIC)
                .withMode(Mode.async(Mode.DEFAULT_INTERVAL))
                .withDissemination(scenario.dissemination());
        for (SimulatedNode node : simulation.startAll(names(), topic)) {
            write(node);
        }
        while (!simulation.isEqual(TOPIC)) {
            simulation.advance(Mode.DEFAULT_INTERVAL);
            check(simulation.time().compareTo(LONGEST) < 0, "the nodes are not equal");
        }
        simulation.living().forEach(node -> node.switchTo(TOPIC, Mode.sync(), Scope.LOCAL));
    }

    private List<String> names() {
        return IntStream.range(0, scenario.nodes())
                .mapToObj(number -> String.format(Locale.ROOT, "node-%04d", number))
                .toList();
    }

    private Traffic.Count idle() {
        Traffic.Count before = traffic.count();
        simulation.advance(scenario.course().idle());
        return traffic.count().since(before);
    }

    /** Ends early if an update does not end: it would be in the way of the next. */
    private void update(int times) {
        List<SimulatedNode> nodes = simulation.living();
        for (int i = 0; i < times && !endless; i++) {
            write(nodes.get(random.nextInt(nodes.size())));
            check(simulation.runUntil(arrivals::areComplete, LONGEST), "an update has not come to all");
            check(simulation.runUntil(() -> isOver() || isEndless(), LONGEST), "an update has not ended");
            endless = isEndless();
            updates++;
        }
    }

    private void check(boolean inTime, String what) {
        if (!inTime) {
            throw new IllegalStateException(what + " after " + LONGEST + ": " + scenario);
        }
    }

    private void write(SimulatedNode node) {
        messagesBefore = traffic.count().messages();
        node.put(TOPIC, String.format(Locale.ROOT, "key-%05d", keys++), VALUE);
    }

    private boolean isOver() {
        return simulation.time().minus(lastSaid).compareTo(SILENCE) >= 0;
    }

    private boolean isEndless() {
        return traffic.count().messages() - messagesBefore > (long) ENDLESS * scenario.nodes();
    }

    private Cost cost(Traffic.Count idle) {
        Traffic.Count sent = traffic.count().since(before);
        Duration took = simulation.time().minus(begin);
        double idleTimes = (double) took.toMillis() / scenario.course().idle().toMillis();
        double nodeSeconds =
                (double) scenario.nodes() * scenario.course().idle().toSeconds();
        return new Cost(
                scenario,
                (sent.messages() - idle.messages() * idleTimes) / updates,
                (double) sent.payloads() / updates,
                (sent.bytes() - idle.bytes() * idleTimes) / updates,
                (double) sent.digestBytes() / updates,
                arrivals.medianMillis(),
                arrivals.worstMillis(),
                arrivals.repairedShare(),
                arrivals.isWorstRepaired(),
                endless,
                idle.messages() / nodeSeconds);
    }

    @Override
    public void wrote(NodeView node, String topic, Entry entry) {
        arrivals.wrote(entry.version(), simulation.time(), scenario.nodes() - 1);
    }

    @Override
    public void sent(NodeView from, NodeId to, Message message) {
        traffic.sent(message);
        arrivals.sent(message);
        if (Traffic.isAboutAnUpdate(message)) {
            lastSaid = simulation.time();
        }
    }

    @Override
    public void arrived(NodeView at, NodeId from, Message.Notice notice) {
        arrivals.arrived(notice);
    }

    @Override
    public void answered(NodeView at, NodeId from, Message.Answer answer) {
        arrivals.answered();
    }

    @Override
    public void changed(NodeView node, Effect.Changed changed) {
        arrivals.changed(node.id(), changed, simulation.time());
    }

    @Override
    public void stepped(NodeView node) {
        arrivals.stepped();
    }
}
