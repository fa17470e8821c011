package io.fluxgossip;

import io.fluxgossip.protocol.GossipCore;
import io.fluxgossip.protocol.turn.Effect;
import java.time.Duration;
import reactor.util.Logger;
import reactor.util.Loggers;

/** Carries the effects of the core out, within the loop: messages to connections, news to subscribers, timers. */
final class EffectRunner implements Effect.Handler {

    private static final Logger LOG = Loggers.getLogger(GossipNode.class);

    private final Loop loop;
    private final GossipCore core;
    private final Connections connections;
    private final LocalTopics topics;
    private final Members members;
    private final Meters meters;

    EffectRunner(
            Loop loop, GossipCore core, Connections connections, LocalTopics topics, Members members, Meters meters) {
        this.loop = loop;
        this.core = core;
        this.connections = connections;
        this.topics = topics;
        this.members = members;
        this.meters = meters;
    }

    @Override
    public void connect(Effect.Connect connect) {
        connections.open(connect.peer(), connect.address());
    }

    @Override
    public void disconnect(Effect.Disconnect disconnect) {
        connections.release(disconnect.peer());
    }

    @Override
    public void send(Effect.Send send) {
        connections.with(send.peer(), session -> session.send(send.message()));
    }

    @Override
    public void ask(Effect.Ask ask) {
        connections.with(ask.peer(), session -> session.ask(ask.message(), Duration.ofMillis(ask.timeoutMillis())));
    }

    @Override
    public void stream(Effect.Stream stream) {
        connections.with(stream.peer(), session -> session.download(stream.message()));
    }

    @Override
    public void arm(Effect.Arm arm) {
        loop.later(() -> loop.input(now -> core.fired(now, arm.timer())), arm.delayMillis());
    }

    @Override
    public void changed(Effect.Changed changed) {
        topics.with(changed.topic(), topic -> topic.changed(changed.updates()));
    }

    @Override
    public void switched(Effect.Switched switched) {
        topics.with(switched.topic(), topic -> topic.switched(switched.mode()));
    }

    @Override
    public void memberChanged(Effect.MemberChanged changed) {
        members.changed(changed.now());
    }

    @Override
    public void agreed(Effect.Agreed agreed) {
        topics.with(agreed.topic(), topic -> topic.agreed(agreed));
    }

    @Override
    public void forgotten(Effect.Forgotten forgotten) {
        members.forgotten(forgotten.member().name());
    }

    @Override
    public void windowChanged(Effect.WindowChanged changed) {
        topics.with(changed.topic(), topic -> topic.windowChanged(Duration.ofMillis(changed.windowMillis())));
    }

    @Override
    public void unreached(Effect.Unreached unreached) {
        topics.with(unreached.topic(), topic -> topic.unreached(unreached.members()));
        if (unreached.members() > 0) {
            LOG.warn(
                    "the topology of topic '{}' is not connected: pushes of {} do not reach {} members, {} among them;"
                            + " they hear of updates by exchanges only",
                    unreached.topic(),
                    loop.id(),
                    unreached.members(),
                    unreached.one());
        }
    }

    @Override
    public void refused(Effect.Refused refused) {
        meters.refused(refused.reason());
    }
}
