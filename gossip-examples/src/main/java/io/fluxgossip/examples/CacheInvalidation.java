package io.fluxgossip.examples;

import io.fluxgossip.Change;
import io.fluxgossip.Codec;
import io.fluxgossip.GossipNode;
import io.fluxgossip.Topic;
import io.fluxgossip.TopicSpec;
import io.fluxgossip.model.Version;
import io.fluxgossip.rsocket.RSocketGossip;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A cache in front of a database that all instances share. A write at one instance drops the value from all caches. */
public final class CacheInvalidation {

    static final TopicSpec<String, String> WRITTEN = TopicSpec.of("written", Codec.utf8(), Codec.utf8());

    /** Cached values live no longer than the news of a write. An instance that missed the news has nothing stale. */
    static final Duration LIFETIME = Duration.ofMinutes(10);

    private final Map<String, Mono<String>> cached = new ConcurrentHashMap<>();
    private final Topic<String, String> written;
    private final Function<String, Mono<String>> load;

    /** @param load reads a value from the database; what fails is not cached */
    CacheInvalidation(Topic<String, String> written, Function<String, Mono<String>> load, Scheduler timers) {
        this.written = written;
        this.load = key -> load.apply(key).cache(value -> LIFETIME, failure -> Duration.ZERO, () -> LIFETIME, timers);
    }

    /** Loads the value if it is not cached. A value that is dropped while it is loaded does not stay. */
    Mono<String> get(String key) {
        return Mono.defer(() -> cached.computeIfAbsent(key, load));
    }

    /** Tells all instances of a write. The database must have it by now, since they load the value again. */
    Mono<Version> invalidate(String key) {
        return Mono.fromRunnable(() -> cached.remove(key)).then(written.put(key, "", LIFETIME));
    }

    /** Drops what others have written, for as long as somebody subscribes. It emits the keys that were cached. */
    Flux<String> dropped() {
        return written.changes().handle((change, dropped) -> {
            if (change instanceof Change.Put<String, String> write && cached.remove(write.key()) != null) {
                dropped.next(write.key());
            }
        });
    }

    public static void main(String[] args) {
        Terminal terminal = Terminal.open(CacheInvalidation.class, args);
        terminal.print(Flux.usingWhen(
                RSocketGossip.node("cache-invalidation")
                        .name("shop-" + terminal.port())
                        .bind("127.0.0.1", terminal.port())
                        .seeds(terminal.seeds())
                        .start(),
                node -> serve(node, terminal.lines()),
                GossipNode::leave));
    }

    private static Flux<?> serve(GossipNode node, Flux<String> lines) {
        Database prices = Database.ofThisMachine();
        CacheInvalidation cache = new CacheInvalidation(node.topic(WRITTEN), prices::read, Schedulers.parallel());
        return Terminal.converse(
                lines,
                cache.dropped().map("drops "::concat),
                words -> words.size() == 1
                        ? cache.get(words.get(0)).defaultIfEmpty("nothing")
                        : prices.write(words.get(0), words.get(1)).then(cache.invalidate(words.get(0))));
    }
}
