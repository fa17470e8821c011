package io.fluxgossip;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.Fingerprint;
import io.fluxgossip.protocol.message.Hello;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A running node. */
final class LocalNode implements GossipNode {

    private static final Duration FAREWELL = Duration.ofSeconds(5);
    private static final Duration FAREWELL_CHECK = Duration.ofMillis(10);

    private final Engine engine;
    private final Transport.Listener listener;
    private final Disposable dialling;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Sinks.One<Void> closed = Sinks.one();

    private LocalNode(Engine engine, Transport.Listener listener, Disposable dialling) {
        this.engine = engine;
        this.listener = listener;
        this.dialling = dialling;
    }

    static Mono<GossipNode> start(Engine engine, Seeds seeds, Transport transport) {
        return transport
                .listen(new Host(engine))
                .map(listener -> {
                    Dials dials = new Dials(listener, engine.id());
                    engine.opened(dials);
                    Disposable dialling = new Dialler(engine, dials).dial(seeds).subscribe();
                    return (GossipNode) new LocalNode(engine, listener, dialling);
                })
                .doOnError(failure -> engine.close())
                .doOnCancel(engine::close);
    }

    /** What the transport sees of the node. */
    private record Host(Engine engine) implements Transport.Host {

        @Override
        public NodeId id() {
            return engine.id();
        }

        @Override
        public Hello hello(Address own) {
            return engine.hello(own);
        }

        @Override
        public Transport.Inbound connected(Transport.Connection connection) {
            return engine.connections().connected(connection);
        }

        @Override
        public Transport.Traffic traffic() {
            return engine.meters();
        }
    }

    @Override
    public NodeId id() {
        return engine.id();
    }

    @Override
    public Address address() {
        return listener.address();
    }

    @Override
    public <K, V> Topic<K, V> topic(TopicSpec<K, V> spec) {
        return engine.open(spec);
    }

    @Override
    public Flux<MemberEvent> members() {
        return engine.members().events();
    }

    @Override
    public Flux<Health> health() {
        return engine.vitals().stream();
    }

    @Override
    public Mono<Void> tag(Map<String, String> tags) {
        return engine.tag(Map.copyOf(tags)).then();
    }

    @Override
    public Mono<Void> leave() {
        return engine.handOver()
                .then(engine.isHandedOver()
                        .onErrorReturn(false)
                        .filter(done -> done)
                        .repeatWhenEmpty(tries -> tries.delayElements(FAREWELL_CHECK, engine.timers())))
                .timeout(FAREWELL, engine.timers())
                .onErrorResume(lateOrClosed -> Mono.empty())
                .then(Mono.defer(() -> {
                    dispose();
                    return onDispose();
                }));
    }

    @Override
    public void dispose() {
        if (closing.compareAndSet(false, true)) {
            dialling.dispose();
            engine.close();
            listener.close()
                    .onErrorComplete()
                    .subscribe(null, null, () -> closed.tryEmitEmpty().orThrow());
        }
    }

    @Override
    public boolean isDisposed() {
        return closing.get();
    }

    @Override
    public Mono<Void> onDispose() {
        return closed.asMono();
    }

    /** What it holds of each topic, for those who run it in virtual time, on one thread. */
    Map<String, Fingerprint> fingerprints() {
        return engine.fingerprints();
    }

    /** Members that are there, this one among them; as {@link #fingerprints}. */
    long knownMembers() {
        return engine.knownMembers();
    }

    @Override
    public String toString() {
        return "node " + id() + " at " + address();
    }
}
