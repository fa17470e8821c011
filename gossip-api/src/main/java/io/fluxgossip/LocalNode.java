package io.fluxgossip;

import io.fluxgossip.model.Address;
import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.Hello;
import io.fluxgossip.transport.Transport;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A running node. */
final class LocalNode implements GossipNode {

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

    static Mono<GossipNode> start(NodeSettings settings, Transport transport) {
        Engine engine = new Engine(settings);
        return transport
                .listen(new Host(engine))
                .map(listener -> {
                    Dials dials = new Dials(listener, engine.id());
                    engine.opened(dials);
                    Disposable dialling =
                            engine.dialler(dials).dial(settings.seeds()).subscribe();
                    return (GossipNode) new LocalNode(engine, listener, dialling);
                })
                .doOnError(failure -> engine.close())
                .doOnCancel(engine::close);
    }

    /** The node as its transport sees it. */
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
        return engine.topics().open(spec);
    }

    @Override
    public Mono<Map<String, Fingerprint>> fingerprints() {
        return engine.topics().fingerprints();
    }

    @Override
    public List<Member> present() {
        return engine.members().present();
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
        return engine.gracefulLeave().begin().then(Mono.defer(() -> {
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

    @Override
    public String toString() {
        return "node " + id() + " at " + address();
    }
}
