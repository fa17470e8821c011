package io.fluxgossip.simulation;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.NodeConfig;
import io.fluxgossip.model.NodeConfig.Selection;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.protocol.turn.Counter;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.Update;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** One run of an experiment. */
final class Trial implements Observer {

    private static final Duration MAX_TIME = Duration.ofHours(1);

    private final Experiment experiment;
    private final int number;
    private final Simulation simulation;
    private final SplittableRandom random;
    private final Talk talk;

    /** The newest entry of each key: who has it has all there is to have of that key. */
    private final Map<Bytes, Entry> newest = new HashMap<>();

    /** Over how many nodes each newest entry has come, by key. */
    private final Map<Bytes, Map<NodeId, Integer>> hops = new HashMap<>();

    /** When each key was written. */
    private final Map<Bytes, Long> writtenMicros = new HashMap<>();

    private long[] times = {};
    private int written;
    private int received;
    private int informed;
    private int farthest;

    /** From whom comes what is being heard. */
    private @Nullable NodeId teller;

    Trial(Experiment experiment, long seed, int number, ToIntFunction<Message> size) {
        this.experiment = experiment;
        this.number = number;
        this.talk = new Talk(size);
        Experiment.World world = experiment.world();
        this.simulation = new Simulation(seed).tune(this::tuned).observe(this);
        this.random = simulation.randomForScenario();
        simulation.network().latency(world.latencyFrom(), world.latencyTo()).loss(world.loss());
    }

    private NodeConfig tuned(NodeConfig config) {
        NodeConfig tuned = config.withTiming(experiment.world().timers())
                .withJitter(0)
                .withSelection(Selection.UNIFORM)
                .withPulls(experiment.goesOn());
        return tuned.withAnnounceAfter(experiment.goesOn() ? experiment.announceAfter() : Duration.ZERO);
    }

    TrialFigures run() {
        List<SimulatedNode> nodes = simulation.startAll(names(), experiment.topicAsRun());
        List<SimulatedNode> live = new ArrayList<>(nodes);
        SimulatedNode source = nodes.get(
                experiment.load().source() == Experiment.Source.EACH
                        ? number % nodes.size()
                        : random.nextInt(nodes.size()));
        fail(live, source);
        settle();
        warmUp(source);
        align();
        long appliedBefore = total(live, Counter.ENTRIES_APPLIED);
        long duplicatesBefore = total(live, Counter.ENTRIES_DUPLICATE);
        write(live, source);
        simulation.runUntil(this::isOver, MAX_TIME);
        Arrays.sort(times, 0, received);
        long duplicates = total(live, Counter.ENTRIES_DUPLICATE) - duplicatesBefore;
        return new TrialFigures(
                Arrays.copyOf(times, received),
                informed,
                live.size() * experiment.load().distinct(),
                farthest,
                talk.messages(),
                talk.bytes(),
                talk.payloads(),
                total(live, Counter.ENTRIES_APPLIED) - appliedBefore + duplicates,
                duplicates,
                simulation.events());
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < experiment.world().nodes(); i++) {
            names.add(String.format("n%06d", i));
        }
        return names;
    }

    /** Some fail before anything is written, the source not among them. */
    private void fail(List<SimulatedNode> live, SimulatedNode source) {
        while (live.size() > experiment.world().live()) {
            int place = random.nextInt(live.size());
            SimulatedNode one = live.get(place);
            if (one != source) {
                simulation.fail(one.id().name());
                live.set(place, live.get(live.size() - 1));
                live.remove(live.size() - 1);
            }
        }
    }

    /** Links come up. */
    private void settle() {
        simulation.advance(experiment
                .interval()
                .multipliedBy(2)
                .plusSeconds(experiment.topic().mode().pushes() ? 2 : 0));
    }

    private void warmUp(SimulatedNode source) {
        for (int i = 0; i < experiment.load().warmUp(); i++) {
            talk.begin(simulation.micros());
            source.put(experiment.topic().name(), "warm-up" + i, "value");
            simulation.runUntil(() -> isSilent(silenceMicros(false)), MAX_TIME);
        }
        newest.clear();
    }

    /** Timers fall into place; time 0 is a tick of aligned timers. */
    private void align() {
        long interval = experiment.interval().toMillis();
        long beyond = Math.floorMod(simulation.millis(), interval);
        simulation.advance(Duration.ofMillis(beyond == 0 ? 0 : interval - beyond));
    }

    private void write(List<SimulatedNode> live, SimulatedNode source) {
        talk.begin(simulation.micros());
        int updates = experiment.load().updates();
        boolean atOnce = experiment.load().every().isZero();
        List<Entry> first = new ArrayList<>();
        first.add(write(source));
        while (atOnce && written < updates) {
            first.add(write(anyOf(live)));
        }
        inform(live, source, first);
        live.forEach(node -> newest.values().forEach(entry -> begin(node, entry)));
        int later = updates - written;
        times = new long[live.size() * experiment.load().distinct() - informed - later];
        informed += later;
        if (later > 0) {
            writeNext(live);
        }
    }

    private void writeNext(List<SimulatedNode> live) {
        long next = simulation.micros() + experiment.load().every().toNanos() / 1_000;
        simulation.schedule(next, () -> {
            SimulatedNode writer = anyOf(live);
            Entry entry = write(writer);
            hops.computeIfAbsent(entry.key(), first -> new HashMap<>()).put(writer.id(), 0);
            if (written < experiment.load().updates()) {
                writeNext(live);
            }
        });
    }

    private SimulatedNode anyOf(List<SimulatedNode> live) {
        return live.get(random.nextInt(live.size()));
    }

    private Entry write(SimulatedNode writer) {
        Entry entry = writer.put(
                experiment.topic().name(), "key" + written % experiment.load().keys(), "value" + written);
        writtenMicros.put(entry.key(), simulation.micros());
        written++;
        return entry;
    }

    private void begin(SimulatedNode node, Entry entry) {
        Entry held = node.replica(experiment.topic().name()).get(entry.key());
        if (entry.equals(held)) {
            informed++;
            hops.computeIfAbsent(entry.key(), first -> new HashMap<>()).put(node.id(), 0);
        }
    }

    /** Others hold it as well, as if they had been told a moment ago. */
    private void inform(List<SimulatedNode> live, SimulatedNode source, List<Entry> entries) {
        List<SimulatedNode> others = new ArrayList<>(live);
        others.remove(source);
        for (int left = experiment.load().informed() - 1; left > 0; left--) {
            SimulatedNode one = others.remove(random.nextInt(others.size()));
            for (Entry entry : entries) {
                NodeId origin = entry.origin();
                Run run = new Run(origin, 0, entry.timestamp(), List.of(entry));
                one.deliver(new Message.Push(experiment.topic().name(), Delta.of(run)), source);
            }
        }
    }

    private static long total(List<SimulatedNode> nodes, Counter counter) {
        return nodes.stream()
                .mapToLong(node -> node.core().counters().get(counter))
                .sum();
    }

    /** All have all, or nobody says anything any more that could change that; and what was under way has come. */
    private boolean isOver() {
        boolean complete = received == times.length;
        boolean all = written == experiment.load().updates();
        boolean ended = complete || !experiment.goesOn();
        return all && ended && isSilent(silenceMicros(complete));
    }

    private boolean isSilent(long forMicros) {
        return simulation.micros() - talk.lastMicros() > forMicros;
    }

    /** A rumor that never ends is not waited for. */
    private long silenceMicros(boolean complete) {
        long latency = experiment.world().latencyTo().toNanos() / 1_000;
        boolean endless = complete && experiment.isEndless();
        return endless ? -1 : 4 * latency + 3 * experiment.interval().toNanos() / 1_000;
    }

    // What is seen

    @Override
    public void wrote(NodeView node, String topic, Entry entry) {
        newest.merge(entry.key(), entry, (one, other) -> other.supersedes(one) ? other : one);
    }

    @Override
    public void sent(NodeView from, NodeId to, Message message) {
        talk.said(message, simulation.micros());
    }

    @Override
    public void arrived(NodeView at, NodeId from, Message.Notice notice) {
        teller = from;
    }

    @Override
    public void answered(NodeView at, NodeId from, Message.Answer answer) {
        teller = from;
    }

    @Override
    public void streamed(NodeView at, NodeId from, Message.Piece piece) {
        teller = from;
    }

    /** Entries of the start, and a node's own writes, are not received. */
    @Override
    public void changed(NodeView node, Effect.Changed changed) {
        for (Update update : changed.updates()) {
            Entry entry = update.entry();
            if (times.length > 0
                    && entry != null
                    && !entry.origin().equals(node.id())
                    && entry.equals(newest.get(entry.key()))) {
                received(node, entry);
            }
        }
    }

    private void received(NodeView node, Entry entry) {
        Map<NodeId, Integer> known = hops.getOrDefault(entry.key(), new HashMap<>());
        int over = 1 + (teller == null ? 0 : known.getOrDefault(teller, 0));
        known.put(node.id(), over);
        farthest = Math.max(farthest, over);
        times[received++] = simulation.micros() - writtenMicros.getOrDefault(entry.key(), 0L);
    }
}
