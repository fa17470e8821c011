package io.fluxgossip;

import io.fluxgossip.model.Address;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.GossipCore;
import io.fluxgossip.protocol.message.Hello;
import io.fluxgossip.protocol.message.MemberState;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import reactor.core.publisher.Mono;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * The parts of a running node, put together: the core, the loop around it, and those that move between it and the
 * world.
 */
final class Engine {

    private static final Logger LOG = Loggers.getLogger(GossipNode.class);

    private final NodeSettings settings;
    private final GossipCore core;
    private final Random pauses;
    private final Loop loop;
    private final Meters meters;
    private final Members members;
    private final Connections connections;
    private final LocalTopics topics;
    private final Vitals vitals;

    Engine(NodeSettings settings) {
        this.settings = settings;
        RandomGenerator random = settings.random();
        this.pauses = new Random(random.nextLong());
        this.core = new GossipCore(settings.config(), random);
        this.members = new Members(settings.delivery());
        this.vitals = new Vitals(members, settings.hasSeeds(), settings.delivery());
        this.loop =
                new Loop(core.self(), settings.timers(), settings.delivery(), () -> vitals.judge(core.localHealth()));
        this.meters = new Meters(settings.meterRegistry(), core.self(), loop::now, core.counters());
        this.meters.watch(members);
        this.connections = new Connections(loop, core, meters);
        this.topics = new LocalTopics(loop, core, meters, settings.maxMessageBytes());
        loop.carryOutBy(new EffectRunner(loop, core, connections, topics, members, meters));
    }

    NodeId id() {
        return core.self();
    }

    /** Safe from any thread: peers may connect before this node has begun. */
    Hello hello(Address own) {
        MemberState begun = core.memberState();
        return new Hello(settings.cluster(), Hello.PROTOCOL, begun == null ? firstState(own) : begun);
    }

    /** An address that names no machine is not told. */
    private MemberState firstState(Address own) {
        return MemberState.of(id(), own.isUnspecified() ? "" : own.toString(), settings.tags());
    }

    Loop loop() {
        return loop;
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

    LocalTopics topics() {
        return topics;
    }

    GracefulLeave gracefulLeave() {
        return new GracefulLeave(loop, core, connections, vitals);
    }

    /** Others can connect, and this node can dial: from here on it is a member. */
    void opened(Dials dials) {
        connections.dialBy(dials);
        loop.input(now -> core.join(now, firstState(dials.own())));
    }

    /** Looks for others at the seeds. */
    Dialler dialler(Dials dials) {
        return new Dialler(id(), members, dials, loop.timers(), pauses);
    }

    Mono<Boolean> tag(Map<String, String> tags) {
        return loop.call(() -> {
            loop.carryOut(core.tag(loop.now(), tags));
            return true;
        });
    }

    /** Nothing goes in or out any more; subscribers get what is there, and complete. */
    void close() {
        loop.close(() -> connections.closeAll("node " + id() + " is closing"));
        topics.end();
        members.end();
        vitals.end();
        meters.close();
        LOG.debug("node {} is closed", id());
    }
}
