package io.fluxgossip.simulation;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.LiveView;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeConfig;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Scope;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.protocol.GossipCore;
import io.fluxgossip.protocol.message.MemberState;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.turn.Effect;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One generation of a node: a core, and the handler that carries out its effects on the virtual network. */
public final class SimulatedNode implements Effect.Handler, NodeView {

    /** The other nodes, as far as a node needs them. */
    interface Others {

        /** The node of this very generation, while the network still knows it. */
        @Nullable
        SimulatedNode life(NodeId id);

        /** The seed of a node: the first other one that was started and is up. */
        @Nullable
        SimulatedNode seedFor(SimulatedNode node);

        /** Opens a connection for a node that wants one, or tells it that the peer cannot be reached. */
        void connect(SimulatedNode from, NodeId to);
    }

    private final VirtualWorld world;
    private final Others others;
    private final NodeId id;
    private final GossipCore core;
    private long clockOffsetMillis;

    /** The number of the connection to each linked peer; a message of an older connection is too late. */
    private final Map<NodeId, Long> connections = new HashMap<>();

    private boolean alive = true;
    private boolean failed;
    private long pausedUntilMicros;

    SimulatedNode(
            VirtualWorld world, Others others, NodeConfig config, RandomGenerator random, long clockOffsetMillis) {
        this.world = world;
        this.others = others;
        this.id = config.self();
        this.core = new GossipCore(config, random);
        this.clockOffsetMillis = clockOffsetMillis;
    }

    @Override
    public NodeId id() {
        return id;
    }

    @Override
    public GossipCore core() {
        return core;
    }

    @Override
    public boolean isAlive() {
        return alive;
    }

    @Override
    public Replica replica(String topic) {
        return core.replica(topic);
    }

    public void open(TopicConfig config) {
        carryOut("open", config.name(), core.open(now(), config, Replica.empty(config, id)));
    }

    public Entry put(String topic, String key, String value) {
        return write(topic, key, Bytes.utf8(value), 0);
    }

    /** A value that counts for a while. */
    public Entry put(String topic, String key, String value, Duration ttl) {
        return write(topic, key, Bytes.utf8(value), ttl.toMillis());
    }

    public Entry remove(String topic, String key) {
        return write(topic, key, null, 0);
    }

    private Entry write(String topic, String key, @Nullable Bytes value, long ttlMillis) {
        GossipCore.Written written = core.write(now(), topic, Bytes.utf8(key), value, ttlMillis);
        world.observer().wrote(this, topic, written.entry());
        carryOut("write", key, written.effects());
        return written.entry();
    }

    public void switchTo(String topic, Mode mode, Scope scope) {
        carryOut("switch", topic, core.switchTo(now(), topic, mode, scope));
    }

    /** From here on {@link Observer#agreed} tells how many members hold what this node holds of a topic. */
    public void watch(String topic) {
        carryOut("watch", topic, core.watch(now(), topic, true));
    }

    /**
     * Hears something that a peer did not say, or not now: for scenarios that need a state nobody could write so fast.
     */
    public void deliver(Message.News news, SimulatedNode from) {
        carryOut("told by", from.id(), core.receive(now(), from.id(), news));
    }

    /** This node's clock. */
    long now() {
        return world.millis() + clockOffsetMillis;
    }

    /** Sets the clock of this node, forward or back. */
    public void setClock(Duration aheadOfVirtualTime) {
        clockOffsetMillis = aheadOfVirtualTime.toMillis();
    }

    boolean isLinkedTo(NodeId peer) {
        return connections.containsKey(peer);
    }

    /** Connections that are open, by whomever they were opened. */
    public int connections() {
        return connections.size();
    }

    /** Joins: tracks members itself from here on, and dials a seed, as a real node does. */
    void join() {
        carryOut("join", "", core.join(now(), MemberState.of(id, id.name(), Map.of())));
        lookForOthers();
    }

    /** Often while it is alone, seldom afterwards. */
    private void lookForOthers() {
        SimulatedNode seed = others.seedFor(this);
        if (seed != null && !isPresent(seed.id)) {
            others.connect(this, seed.id);
        }
        long present = core.memberStates().values().stream()
                .filter(MemberState::isPresent)
                .count();
        boolean alone = present < 2;
        long pause = alone ? VirtualWorld.LOOKING_MICROS : VirtualWorld.LOOKING_IN_COMPANY_MICROS;
        at(world.micros() + pause, this::lookForOthers);
    }

    private boolean isPresent(NodeId member) {
        MemberState known = core.memberStates().get(member.name());
        return known != null && known.member().equals(member) && known.isPresent();
    }

    void leave() {
        carryOut("leave", "", core.leave(now()));
    }

    void members(LiveView view) {
        carryOut("members", view.size(), core.members(now(), view));
    }

    void linkUp(SimulatedNode peer, long connection, boolean byUs) {
        connections.put(peer.id, connection);
        MemberState hello = peer.core.memberState();
        carryOut("up", peer.id, hello == null ? core.linkUp(now(), peer.id, byUs) : core.linkUp(now(), hello, byUs));
    }

    void linkDown(NodeId peer) {
        if (connections.remove(peer) != null) {
            carryOut("down", peer, core.linkDown(now(), peer));
        }
    }

    @Override
    public void connect(Effect.Connect connect) {
        others.connect(this, connect.peer());
    }

    void unreachable(NodeId peer) {
        at(world.micros(), () -> carryOut("unreachable", peer, core.unreachable(now(), peer)));
    }

    /** The peer notices when everything sent before has arrived. */
    @Override
    public void disconnect(Effect.Disconnect disconnect) {
        Long connection = connections.remove(disconnect.peer());
        SimulatedNode peer = others.life(disconnect.peer());
        if (connection != null && peer != null) {
            peer.at(world.micros() + world.network().maxLatencyMicros(), () -> {
                if (peer.isCurrent(id, connection)) {
                    peer.linkDown(id);
                }
            });
        }
    }
    /** The node stops, and peers find out. */
    void crash() {
        alive = false;
    }
    /** The node falls silent, and no peer ever finds out. */
    void fail() {
        failed = true;
    }

    boolean hasFailed() {
        return failed;
    }

    void pauseUntil(long micros) {
        pausedUntilMicros = micros;
    }

    /**
     * Runs {@code action} on this node at that time, or when its pause is over; not at all if it has crashed or failed.
     */
    void at(long micros, Runnable action) {
        world.schedule(micros, () -> {
            if (!alive || failed) {
                return;
            }
            if (pausedUntilMicros > world.micros()) {
                at(pausedUntilMicros, action);
            } else {
                action.run();
            }
        });
    }

    /** Runs {@code action} on the peer when a message that is sent now arrives there; maybe twice, maybe never. */
    boolean transmit(NodeId peer, Consumer<SimulatedNode> action) {
        SimulatedNode to = others.life(peer);
        Network network = world.network();
        boolean lost = !network.reaches(id.name(), peer.name()) || network.drawLoss();
        if (to == null || to.failed || lost) {
            return false;
        }
        to.at(world.micros() + network.drawLatencyMicros(id.name(), peer.name()), () -> action.accept(to));
        if (network.drawDuplication()) {
            to.at(world.micros() + network.drawLatencyMicros(id.name(), peer.name()), () -> action.accept(to));
        }
        return true;
    }

    /**
     * Carries out what came of an input.
     *
     * @param detail of the input: a text, a number, or a node
     */
    void carryOut(String input, Object detail, List<Effect> effects) {
        world.trace(id, input, detail);
        effects.forEach(effect -> effect.on(this));
        world.observer().stepped(this);
    }

    @Override
    public void send(Effect.Send push) {
        Message.Notice message = push.message();
        world.observer().sent(this, push.peer(), message);
        long connection = connections.getOrDefault(push.peer(), 0L);
        transmit(push.peer(), peer -> peer.receive(id, connection, message));
        long taken = world.whenTaken(push.peer());
        at(taken, () -> {
            if (isCurrent(push.peer(), connection)) {
                carryOut("ready", push.peer(), core.ready(now(), push.peer()));
            }
        });
    }

    /** A message that arrives after this end has closed the connection is lost. */
    private void receive(NodeId peer, long connection, Message.Notice message) {
        if (isCurrent(peer, connection)) {
            world.observer().arrived(this, peer, message);
            carryOut(message.getClass().getSimpleName(), peer, core.receive(now(), peer, message));
        }
    }

    boolean isCurrent(NodeId peer, long connection) {
        return Long.valueOf(connection).equals(connections.get(peer));
    }

    @Override
    public void ask(Effect.Ask ask) {
        world.observer().sent(this, ask.peer(), ask.message());
        Question question = new Question(ask.peer(), connections.getOrDefault(ask.peer(), 0L));
        transmit(ask.peer(), peer -> {
            GossipCore.Answered answered = peer.core.answer(peer.now(), id, ask.message());
            world.observer().sent(peer, id, answered.answer());
            peer.transmit(id, me -> question.answered(answered.answer()));
            peer.carryOut("asked by", id, answered.effects());
        });
        at(world.after(ask.timeoutMillis()), question::timedOut);
    }

    /** An exchange that waits for its answer: it has one outcome. */
    private final class Question {
        private final NodeId peer;
        private final long connection;
        private boolean open = true;

        Question(NodeId peer, long connection) {
            this.peer = peer;
            this.connection = connection;
        }

        void answered(Message.Answer answer) {
            if (open && isCurrent(peer, connection)) {
                open = false;
                world.observer().answered(SimulatedNode.this, peer, answer);
                carryOut("answer from", peer, core.receive(now(), peer, answer));
            }
        }

        void timedOut() {
            if (open && isCurrent(peer, connection)) {
                open = false;
                carryOut("no answer from", peer, core.unanswered(now(), peer));
            }
        }
    }

    @Override
    public void stream(Effect.Stream stream) {
        world.observer().sent(this, stream.peer(), stream.message());
        Download download =
                new Download(world, this, stream.peer(), stream.message(), connections.getOrDefault(stream.peer(), 0L));
        boolean sent =
                transmit(stream.peer(), peer -> download.nextPiece(peer, peer.core.pieces(id, stream.message())));
        if (!sent) {
            download.brokeOff();
        }
    }

    @Override
    public void arm(Effect.Arm arm) {
        at(world.after(arm.delayMillis()), () -> carryOut("timer", "", core.fired(now(), arm.timer())));
    }

    @Override
    public void changed(Effect.Changed changed) {
        world.observer().changed(this, changed);
    }

    @Override
    public void switched(Effect.Switched switched) {
        world.observer().switched(this, switched);
    }

    @Override
    public void memberChanged(Effect.MemberChanged changed) {
        world.observer().memberChanged(this, changed);
    }

    @Override
    public void agreed(Effect.Agreed agreed) {
        world.observer().agreed(this, agreed);
    }

    @Override
    public void forgotten(Effect.Forgotten forgotten) {}

    @Override
    public void windowChanged(Effect.WindowChanged changed) {
        world.observer().windowChanged(this, changed);
    }

    @Override
    public void unreached(Effect.Unreached unreached) {
        world.observer().unreached(this, unreached);
    }

    @Override
    public void refused(Effect.Refused refused) {
        world.observer().refused(this, refused);
    }

    @Override
    public String toString() {
        return id + (alive ? "" : " (crashed)");
    }
}
