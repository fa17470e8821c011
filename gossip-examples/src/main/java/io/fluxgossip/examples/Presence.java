package io.fluxgossip.examples;

import io.fluxgossip.Codec;
import io.fluxgossip.GossipNode;
import io.fluxgossip.Topic;
import io.fluxgossip.TopicSpec;
import io.fluxgossip.model.Version;
import io.fluxgossip.rsocket.RSocketGossip;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Users who are online, and the instance that each of them is connected to. */
public final class Presence {

    static final TopicSpec<String, String> PRESENCE = TopicSpec.of("presence", Codec.utf8(), Codec.utf8());

    /** A user stays online for this long after the last sign of life. */
    static final Duration TTL = Duration.ofSeconds(10);

    private final Topic<String, String> presence;
    private final Scheduler timers;

    Presence(Topic<String, String> presence, Scheduler timers) {
        this.presence = presence;
        this.timers = timers;
    }

    /** Instances by user: now, then after each change. */
    Flux<Map<String, String>> online() {
        return presence.states()
                .<Map<String, String>>map(now -> new TreeMap<>(now.entries()))
                .distinctUntilChanged();
    }

    /** Keeps a user online for as long as somebody subscribes. If this node or its process ends, the entry expires. */
    Flux<Version> connected(String user, String instance) {
        return Flux.usingWhen(
                Mono.just(user),
                connected -> signsOfLife(connected, instance),
                presence::remove,
                (connected, failure) -> Mono.empty(),
                presence::remove);
    }

    private Flux<Version> signsOfLife(String user, String instance) {
        return Flux.interval(Duration.ZERO, TTL.dividedBy(3), timers)
                .onBackpressureDrop()
                .concatMap(sign -> presence.put(user, instance, TTL));
    }

    private static Flux<?> serve(GossipNode node, Flux<String> lines) {
        Presence presence = new Presence(node.topic(PRESENCE), Schedulers.parallel());
        String instance = node.id().name();
        Flux<String> shown = Flux.merge(
                presence.online().map(users -> "online: " + users.keySet()),
                presence.connected("guest-of-" + instance, instance).thenMany(Mono.empty()));
        return Terminal.converse(lines, shown, line -> Mono.empty());
    }

    public static void main(String[] args) {
        Terminal terminal = Terminal.open(Presence.class, args);
        terminal.print(Flux.usingWhen(
                RSocketGossip.node("presence")
                        .name("chat-" + terminal.port())
                        .bind("127.0.0.1", terminal.port())
                        .seeds(terminal.seeds())
                        .start(),
                node -> serve(node, terminal.lines()),
                GossipNode::leave));
    }
}
