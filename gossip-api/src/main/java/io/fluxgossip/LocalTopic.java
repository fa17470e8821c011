package io.fluxgossip;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeClosedException;
import io.fluxgossip.model.Scope;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.topic.PushCounts;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.Update;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A topic of a running node: reads go to the store, writes through the loop. */
final class LocalTopic<K, V> implements Topic<K, V> {

    private static final List<String> MODE = List.of("mode");
    private static final List<Bytes> STATE = List.of(Bytes.EMPTY);

    private final Loop loop;
    private final TopicCalls calls;
    private final TopicSpec<K, V> spec;
    private final EntryCodec<K, V> codec;
    private final Replica replica;

    private final @Nullable Timer propagation;
    private final KeyedFlux<Bytes> keys;
    private final KeyedFlux<Bytes> ticks;
    private final KeyedFlux<String> switches;
    private final KeyedFlux<String> windows;
    private final KeyedFlux<String> agreements;
    private volatile Mode mode;
    private volatile Duration window = Duration.ZERO;
    private volatile int unreached;
    private volatile @Nullable PushCounts pushes;
    private volatile Effect.@Nullable Agreed agreed;

    /** How often all were found to hold the same. */
    private final AtomicLong convergences = new AtomicLong();

    private final AtomicInteger watching = new AtomicInteger();
    private final AtomicLong changes = new AtomicLong();

    /** @param propagation how long writes of others take to this node; null if nobody wants to know */
    LocalTopic(Loop loop, TopicCalls calls, TopicSpec<K, V> spec, Replica replica, @Nullable Timer propagation) {
        this.loop = loop;
        this.calls = calls;
        this.spec = spec;
        this.replica = replica;
        this.codec = new EntryCodec<>(spec.name(), spec.keys(), spec.values());
        this.propagation = propagation;
        this.mode = spec.config().mode();
        this.keys = new KeyedFlux<>(loop.delivery());
        this.ticks = new KeyedFlux<>(loop.delivery());
        this.switches = new KeyedFlux<>(loop.delivery());
        this.agreements = new KeyedFlux<>(loop.delivery());
        this.windows = new KeyedFlux<>(loop.delivery());
    }

    @Override
    public String name() {
        return spec.name();
    }

    TopicSpec<K, V> spec() {
        return spec;
    }

    Replica replica() {
        return replica;
    }

    @Override
    public Mono<Version> put(K key, V value) {
        return Mono.defer(() -> calls.write(codec.encodeKey(key), codec.encodeValue(value), 0));
    }

    @Override
    public Mono<Version> put(K key, V value, Duration ttl) {
        if (ttl.toMillis() < 1) {
            throw new IllegalArgumentException("the time to live must be at least 1 ms, was " + ttl);
        }
        return Mono.defer(() -> calls.write(codec.encodeKey(key), codec.encodeValue(value), ttl.toMillis()));
    }

    @Override
    public Mono<Void> putAll(Publisher<? extends Map.Entry<K, V>> entries) {
        return Mono.create(sink -> entries.subscribe(new Writes<K, V>(calls, codec, sink)));
    }

    @Override
    public Mono<Version> remove(K key) {
        return Mono.defer(() -> calls.write(codec.encodeKey(key), null, 0));
    }

    @Override
    public @Nullable V get(K key) {
        Entry entry = replica.get(codec.encodeKey(key));
        return entry == null || entry.isTombstone() ? null : codec.value(entry);
    }

    @Override
    public int size() {
        return replica.size();
    }

    @Override
    public Flux<Change<K, V>> changes() {
        return keys.flux(replica::keys, (subscriber, source) -> new Changes<>(subscriber, source, replica, codec));
    }

    @Override
    public Flux<V> value(K key) {
        return Flux.defer(() -> {
            Bytes bytes = codec.encodeKey(key);
            return keys.flux(
                    List.of(bytes)::iterator,
                    (subscriber, source) -> new Values<>(subscriber, source, bytes, replica, codec));
        });
    }

    @Override
    public Flux<Snapshot<K, V>> states() {
        return ticks.<Long>flux(STATE::iterator, (subscriber, source) -> new Latest<>(subscriber, source, changes::get))
                .concatMap(
                        tick -> loop.call(this::image).onErrorResume(NodeClosedException.class, end -> Mono.empty()), 0)
                .map(this::snapshot);
    }

    /** Entries and digest of one moment, not decoded yet. */
    private record Image(List<Entry> entries, Digest digest) {}

    private Image image() {
        return new Image(replica.liveEntries(), replica.digest());
    }

    private Snapshot<K, V> snapshot(Image image) {
        Map<K, V> decoded = new HashMap<>();
        image.entries().forEach(entry -> decoded.put(codec.key(entry.key()), codec.value(entry)));
        return new Snapshot<>(Collections.unmodifiableMap(decoded), image.digest());
    }

    @Override
    public Flux<Agreement> agreement() {
        return watching(agreements.<Effect.Agreed>flux(
                        () -> agreed == null ? Collections.emptyIterator() : MODE.iterator(),
                        (subscriber, source) -> new Latest<>(subscriber, source, () -> agreed)))
                .map(this::agreement);
    }

    @Override
    public Flux<Snapshot<K, V>> converged() {
        return watching(agreements.<Long>flux(
                        MODE::iterator, (subscriber, source) -> new Latest<>(subscriber, source, convergences::get)))
                .concatMap(
                        tick -> loop.call(this::convergedImage)
                                .onErrorResume(NodeClosedException.class, end -> Mono.empty()),
                        0)
                .concatMapIterable(image -> image)
                .map(this::snapshot);
    }

    private <T> Flux<T> watching(Flux<T> stream) {
        return Flux.defer(() -> {
            if (watching.getAndIncrement() == 0) {
                calls.watch(this::isWatched);
            }
            return stream.doFinally(end -> {
                if (watching.decrementAndGet() == 0) {
                    calls.watch(this::isWatched);
                }
            });
        });
    }

    /** Within the loop; what was told before is nothing to begin with. */
    private boolean isWatched() {
        agreed = null;
        return watching.get() > 0;
    }

    private Agreement agreement(Effect.Agreed told) {
        boolean all = told.holding() == told.members();
        long behind = all ? 0 : Math.max(0, loop.now() - told.sinceMillis());
        return new Agreement(told.members(), told.holding(), Duration.ofMillis(behind));
    }

    /** Within the loop: what all hold, unless it has changed again. */
    private List<Image> convergedImage() {
        Effect.Agreed now = agreed;
        return now != null && now.holding() == now.members() ? List.of(image()) : List.of();
    }

    /** Within the loop, at once when it changes. */
    void agreed(Effect.Agreed now) {
        agreed = now;
        if (now.holding() == now.members()) {
            convergences.incrementAndGet();
        }
        agreements.offer(MODE.get(0));
    }

    @Override
    public Mode mode() {
        return mode;
    }

    @Override
    public Flux<Mode> modes() {
        return switches.flux(MODE::iterator, (subscriber, source) -> new Latest<>(subscriber, source, this::mode));
    }

    @Override
    public Mono<Mode> switchTo(Mode next, Scope scope) {
        return calls.switchTo(next, scope);
    }

    /** Within the loop: the store shows it already. */
    void changed(List<Update> updates) {
        changes.addAndGet(updates.size());
        Timer timer = propagation;
        for (Update update : updates) {
            keys.offer(update.key());
            Entry entry = update.entry();
            if (timer != null && entry != null && !entry.origin().equals(loop.id())) {
                long took = loop.now() - entry.writtenMillis();
                timer.record(Math.max(0, took), TimeUnit.MILLISECONDS);
            }
        }
        ticks.offer(Bytes.EMPTY);
    }

    @Override
    public Flux<Duration> windows() {
        return windows.flux(MODE::iterator, (subscriber, source) -> new Latest<>(subscriber, source, () -> window));
    }

    /** Within the loop. */
    void windowChanged(Duration to) {
        window = to;
        windows.offer(MODE.get(0));
    }

    double windowMillis() {
        return window.toMillis();
    }

    /** Within the loop. */
    void unreached(int members) {
        unreached = members;
    }

    int unreached() {
        return unreached;
    }

    /** Within the loop. */
    void switched(Mode to) {
        mode = to;
        switches.offer(MODE.get(0));
    }

    void end() {
        keys.end();
        ticks.end();
        switches.end();
        windows.end();
        agreements.end();
    }

    /** Within the loop: the core knows it. */
    void opened(Mode as, PushCounts received) {
        switched(as);
        windowChanged(as.window());
        pushes = received;
    }

    double duplicateShare() {
        PushCounts received = pushes;
        return received == null ? 0 : received.duplicateShare();
    }

    int subscribers() {
        return keys.subscribers() + ticks.subscribers();
    }

    long conflated() {
        return keys.conflated();
    }
}
