package io.fluxgossip;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Scope;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.GossipCore;
import io.fluxgossip.protocol.message.Fingerprint;
import io.fluxgossip.protocol.message.Hello;
import io.fluxgossip.protocol.message.MemberState;
import io.fluxgossip.protocol.store.PendingWrite;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.turn.Effect;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * Moves between the core and the world: brings inputs into the loop that owns the core, and carries its effects out.
 *
 * <p>Within the loop run the core, hand-overs to connections and wake-ups of subscribers; no code of the user's.
 */
final class Engine implements Effect.Handler {

    /** Calls that wait for the loop, at most; only reached when many threads write faster than one can apply. */
    static final int MAX_WAITING_CALLS = 65_536;

    private static final Logger LOG = Loggers.getLogger(GossipNode.class);

    /** What a message takes besides the one entry in it, at most. */
    private static final int ENVELOPE_BYTES = 4_096;

    private final NodeSpec spec;
    private final int maxMessageBytes;
    private final GossipCore core;
    private final Random pauses;
    private final SerialLoop loop;
    private final Meters meters;
    private final Members members;
    private final Connections connections;
    private final Vitals vitals;
    private final AtomicInteger waitingCalls = new AtomicInteger();

    private final Map<String, LocalTopic<?, ?>> topics = new ConcurrentHashMap<>();

    /** Gone with the node, and with it whatever it was to do later. */
    private final Scheduler.Worker timer;

    private volatile @Nullable Dials dials;

    private volatile boolean closed;

    Engine(NodeSpec spec, NodeId id, int maxMessageBytes) {
        if (spec.nodeConfig(id).deltaBytes() > maxMessageBytes / 2) {
            throw new IllegalArgumentException(
                    "deltaBytes is " + spec.nodeConfig(id).deltaBytes()
                            + ", and must be at most half of what the transport carries, " + maxMessageBytes
                            + " (maxMessageBytes)");
        }
        this.spec = spec;
        this.maxMessageBytes = maxMessageBytes;
        this.timer = spec.timers().createWorker();
        RandomGenerator random = spec.random();
        this.pauses = new Random(random.nextLong());
        this.core = new GossipCore(spec.nodeConfig(id), random);
        this.meters = new Meters(spec.meterRegistry(), id, this::now, core.counters());
        this.members = new Members(spec.delivery());
        this.meters.watch(members);
        this.connections = new Connections(this, core);
        this.vitals = new Vitals(members, spec.hasSeeds(), spec.delivery());
        this.loop = new SerialLoop(() -> vitals.judge(core.localHealth()));
    }

    NodeId id() {
        return core.self();
    }

    /** Safe from any thread: peers may connect before this node has begun. */
    Hello hello(Address own) {
        MemberState begun = core.memberState();
        return new Hello(spec.cluster(), Hello.PROTOCOL, begun == null ? standing(own) : begun);
    }

    /** An address that names no machine is not told. */
    private MemberState standing(Address own) {
        return MemberState.of(id(), own.isUnspecified() ? "" : own.toString(), spec.tags());
    }

    Scheduler delivery() {
        return spec.delivery();
    }

    Scheduler timers() {
        return spec.timers();
    }

    Meters meters() {
        return meters;
    }

    Members members() {
        return members;
    }

    Vitals vitals() {
        return vitals;
    }

    Connections connections() {
        return connections;
    }

    boolean isClosed() {
        return closed;
    }

    long now() {
        return spec.timers().now(TimeUnit.MILLISECONDS);
    }

    /** Whether this node knows no other that is there. */
    boolean isAlone() {
        return members.presentCount() == 0;
    }

    /** By topic; only for the thread that owns the core. */
    Map<String, Fingerprint> fingerprints() {
        Map<String, Fingerprint> held = new TreeMap<>();
        core.topics().forEach(topic -> held.put(topic, core.replica(topic).fingerprint()));
        return held;
    }

    /** This node among them; only for the thread that owns the core. */
    long knownMembers() {
        return core.memberStates().values().stream()
                .filter(MemberState::isPresent)
                .count();
    }

    /** Between half of it and all of it, at random; safe from any thread. */
    long jittered(long millis) {
        return millis / 2 + pauses.nextLong(millis / 2 + 1);
    }

    // Inputs

    /** Others can connect, and this node can dial: from here on it is a member. */
    void opened(Dials opening) {
        dials = opening;
        input(now -> core.join(now, standing(opening.own())));
    }

    Mono<Boolean> tag(Map<String, String> tags) {
        return call(() -> {
            carryOut(core.tag(now(), tags));
            return true;
        });
    }

    /** Somebody wants to know how many hold what this node holds of a topic, or nobody does any more. */
    void watch(LocalTopic<?, ?> topic) {
        input(now -> core.watch(now, topic.name(), topic.isWatched()));
    }

    /** Runs within the loop, also when the node is closed. */
    void run(Runnable task) {
        loop.run(task);
    }

    /** Runs after a while, unless the node is closed by then. */
    void later(Runnable task, long delayMillis) {
        try {
            timer.schedule(task, delayMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            LOG.trace("node {} is closing", id(), closing);
        }
    }

    /** Runs within the loop, unless the node is closed. */
    void submit(Runnable input) {
        loop.run(() -> {
            if (!closed) {
                input.run();
            }
        });
    }

    /** An input whose effects are carried out. */
    void input(LongFunction<List<Effect>> input) {
        submit(() -> carryOut(input.apply(now())));
    }

    /**
     * Asks the core on behalf of a peer or of this node itself. The answer is emitted within the loop, so that no
     * subscriber can delay it: nothing of the user's may be downstream.
     */
    <T> Mono<T> internalCall(Callable<T> question) {
        return Mono.create(sink -> loop.run(() -> {
            try {
                sink.success(answer(question));
            } catch (Throwable refused) {
                sink.error(refused);
            }
        }));
    }

    /** Asks the core on behalf of the user; see {@link Call} for the thread on which the answer is emitted. */
    <T> Mono<T> call(Callable<T> question) {
        return Mono.create(sink -> {
            if (waitingCalls.incrementAndGet() > MAX_WAITING_CALLS) {
                waitingCalls.decrementAndGet();
                sink.error(new OverloadedException("more than " + MAX_WAITING_CALLS + " calls wait for node " + id()
                        + "; nothing happened, try again when earlier ones have completed"));
                return;
            }
            Call<T> call = new Call<>(() -> dequeued(question), sink, spec.delivery());
            loop.run(call);
            call.leave();
        });
    }

    private <T> T dequeued(Callable<T> question) throws Exception {
        waitingCalls.decrementAndGet();
        return answer(question);
    }

    private <T> T answer(Callable<T> question) throws Exception {
        if (closed) {
            throw new NodeClosedException(id().toString());
        }
        return question.call();
    }

    Mono<Version> write(String topic, Bytes key, @Nullable Bytes value, long ttlMillis) {
        return call(() -> {
            GossipCore.Written written = core.write(now(), topic, key, value, ttlMillis);
            carryOut(written.effects());
            return written.entry().version();
        });
    }

    /** In one step, up to the first that is refused. */
    Mono<Boolean> write(String topic, List<PendingWrite> drafts) {
        return call(() -> {
            GossipCore.AllWritten written = core.write(now(), topic, drafts);
            carryOut(written.effects());
            if (written.refusal() != null) {
                throw written.refusal();
            }
            return true;
        });
    }

    Mono<Mode> switchTo(String topic, Mode mode, Scope scope) {
        return call(() -> {
            Mode previous = core.mode(topic);
            carryOut(core.switchTo(now(), topic, mode, scope));
            return previous;
        });
    }

    @SuppressWarnings("unchecked") // the spec is equal, so its codecs are
    <K, V> Topic<K, V> open(TopicSpec<K, V> wanted) {
        if (closed) {
            throw new NodeClosedException(id().toString());
        }
        int maxEntryBytes = wanted.config().limits().maxEntryBytes();
        if (maxEntryBytes > maxMessageBytes - ENVELOPE_BYTES) {
            throw new IllegalArgumentException("maxEntryBytes of topic '" + wanted.name() + "' is " + maxEntryBytes
                    + ", and the transport carries messages of " + maxMessageBytes
                    + " bytes (maxMessageBytes), " + ENVELOPE_BYTES + " of them for what is around an entry");
        }
        LocalTopic<?, ?> topic = topics.get(wanted.name());
        if (topic == null) {
            LocalTopic<K, V> created = new LocalTopic<>(this, wanted, Replica.empty(wanted.config(), id()));
            topic = Objects.requireNonNullElse(topics.putIfAbsent(wanted.name(), created), created);
        }
        if (!topic.spec().equals(wanted)) {
            throw new IllegalArgumentException(
                    "topic '" + wanted.name() + "' is open already as " + topic.spec() + ", asked for " + wanted);
        }
        begin(topic);
        if (closed) {
            topic.end();
        }
        return (Topic<K, V>) topic;
    }

    /** Whoever opens a topic brings this before its first write, also when another thread was faster. */
    private void begin(LocalTopic<?, ?> topic) {
        submit(() -> {
            if (!core.isOpen(topic.name())) {
                carryOut(core.open(now(), topic.spec().config(), topic.replica()));
                topic.opened(core.mode(topic.name()), core.pushes(topic.name()));
                meters.watch(topic);
            }
        });
    }

    // Effects

    /** Within the loop. */
    void carryOut(List<Effect> effects) {
        for (Effect effect : effects) {
            try {
                effect.on(this);
            } catch (Throwable fault) {
                LOG.error("{} could not carry out {}; the node goes on", id(), effect, fault);
            }
        }
    }

    @Override
    public void connect(Effect.Connect connect) {
        Dials opening = dials;
        if (opening != null) {
            connections.open(connect.peer(), connect.address(), opening);
        }
    }

    @Override
    public void disconnect(Effect.Disconnect disconnect) {
        connections.release(disconnect.peer());
    }

    @Override
    public void tell(Effect.Tell tell) {
        connections.with(tell.peer(), session -> session.tell(tell.message()));
    }

    @Override
    public void ask(Effect.Ask ask) {
        connections.with(ask.peer(), session -> session.ask(ask.message()));
    }

    @Override
    public void stream(Effect.Stream stream) {
        connections.with(stream.peer(), session -> session.download(stream.message()));
    }

    @Override
    public void arm(Effect.Arm arm) {
        later(() -> input(now -> core.fired(now, arm.timer())), arm.delayMillis());
    }

    /** Nothing for a built-in topic. */
    private void with(String name, Consumer<LocalTopic<?, ?>> action) {
        LocalTopic<?, ?> topic = topics.get(name);
        if (topic != null) {
            action.accept(topic);
        }
    }

    @Override
    public void changed(Effect.Changed changed) {
        with(changed.topic(), topic -> topic.changed(changed.updates()));
    }

    @Override
    public void switched(Effect.Switched switched) {
        with(switched.topic(), topic -> topic.switched(switched.mode()));
    }

    @Override
    public void memberChanged(Effect.MemberChanged changed) {
        members.changed(changed.now());
    }

    @Override
    public void agreed(Effect.Agreed agreed) {
        with(agreed.topic(), topic -> topic.agreed(agreed));
    }

    @Override
    public void forgotten(Effect.Forgotten forgotten) {
        members.forgotten(forgotten.member().name());
    }

    @Override
    public void paced(Effect.Paced paced) {
        with(paced.topic(), topic -> topic.paced(Duration.ofMillis(paced.windowMillis())));
    }

    @Override
    public void unreached(Effect.Unreached unreached) {
        with(unreached.topic(), topic -> topic.unreached(unreached.members()));
        if (unreached.members() > 0) {
            LOG.warn(
                    "the topology of topic '{}' is not connected: pushes of {} do not reach {} members, {} among them;"
                            + " they hear of updates by exchanges only",
                    unreached.topic(),
                    id(),
                    unreached.members(),
                    unreached.one());
        }
    }

    @Override
    public void refused(Effect.Refused refused) {
        meters.refused(refused.reason());
    }

    /** Begins an exchange of everything with every peer. */
    Mono<Boolean> handOver() {
        return internalCall(() -> {
            vitals.leaves();
            carryOut(core.leave(now()));
            return true;
        });
    }

    /** Whether every peer has answered that it holds what this node wrote. */
    Mono<Boolean> isHandedOver() {
        return connections
                .all()
                .flatMap(open -> Flux.fromIterable(open)
                        .flatMap(session -> internalCall(() -> core.lastExchange(now(), session.peer()))
                                .flatMap(session::exchangeNow)
                                .flatMap(answer -> internalCall(() -> core.holdsOurs(answer))))
                        .all(holds -> holds));
    }

    /** Nothing goes in or out any more; subscribers get what is there, and complete. */
    void close() {
        loop.run(() -> {
            closed = true;
            connections.closeAll("node " + id() + " is closing");
        });
        timer.dispose();
        topics.values().forEach(LocalTopic::end);
        members.end();
        vitals.end();
        meters.close();
        LOG.debug("node {} is closed", id());
    }
}
