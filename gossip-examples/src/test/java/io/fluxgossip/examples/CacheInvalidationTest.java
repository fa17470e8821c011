package io.fluxgossip.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.testing.SimulatedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A write at one instance drops the value from the caches of all. */
class CacheInvalidationTest {

    private static final Duration SOON = Duration.ofMillis(500);

    private final SimulatedCluster cluster = SimulatedCluster.of(2, 42);
    private final Map<String, String> database = new HashMap<>(Map.of("apple", "3", "pear", "5"));

    /** Keys that the second instance has read from the database. */
    private final List<String> loads = new ArrayList<>();

    /** Keys that the second instance has dropped. */
    private final List<String> drops = new ArrayList<>();

    private final CacheInvalidation first = cacheOn("n1", this::read);
    private final CacheInvalidation second = cacheOn("n2", this::load);

    CacheInvalidationTest() {
        first.dropped().subscribe();
        second.dropped().subscribe(drops::add);
    }

    private CacheInvalidation cacheOn(String node, Function<String, Mono<String>> load) {
        return new CacheInvalidation(cluster.node(node).topic(CacheInvalidation.WRITTEN), load, cluster.scheduler());
    }

    private Mono<String> read(String key) {
        return Mono.fromSupplier(() -> database.get(key));
    }

    private Mono<String> load(String key) {
        return read(key).doOnSubscribe(start -> loads.add(key));
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    private static @Nullable String get(CacheInvalidation cache, String key) {
        return cache.get(key).toFuture().getNow("not there at once");
    }

    /** As an application writes: first to the database, then the news of it. */
    private void write(CacheInvalidation cache, String key, String value) {
        Mono.fromRunnable(() -> database.put(key, value))
                .then(cache.invalidate(key))
                .block();
    }

    @Test
    void aValueIsLoadedOnce() {
        assertThat(get(second, "apple")).isEqualTo("3");
        assertThat(get(second, "apple")).isEqualTo("3");
        assertThat(loads).containsExactly("apple");
    }

    @Test
    void aWriteAtAnotherInstanceDropsTheValueAndNoOther() {
        get(second, "apple");
        get(second, "pear");
        write(first, "apple", "4");
        cluster.advance(SOON);
        assertThat(drops).containsExactly("apple");
        assertThat(get(second, "apple")).isEqualTo("4");
        get(second, "pear");
        assertThat(loads).containsExactly("apple", "pear", "apple");
    }

    @Test
    void anInstanceReadsItsOwnWriteAtOnce() {
        get(second, "apple");
        write(second, "apple", "4");
        assertThat(get(second, "apple")).isEqualTo("4");
    }

    @Test
    void aKeyThatIsNotThereIsCachedUntilSomebodyWritesIt() {
        assertThat(get(second, "plum")).isNull();
        assertThat(get(second, "plum")).isNull();
        write(first, "plum", "7");
        cluster.advance(SOON);
        assertThat(get(second, "plum")).isEqualTo("7");
        assertThat(loads).containsExactly("plum", "plum");
    }

    @Test
    void aValueThatIsWrittenWhileItIsLoadedDoesNotStay() {
        Sinks.One<String> slow = Sinks.one();
        List<Mono<String>> answers = new ArrayList<>(List.of(slow.asMono(), Mono.just("4")));
        CacheInvalidation cache = cacheOn("n2", key -> answers.remove(0));
        cache.dropped().subscribe();
        var old = cache.get("apple").toFuture();
        write(first, "apple", "4");
        cluster.advance(SOON);
        assertThat(slow.tryEmitValue("3")).isEqualTo(Sinks.EmitResult.OK);
        assertThat(old).isCompletedWithValue("3");
        assertThat(get(cache, "apple")).isEqualTo("4");
    }

    @Test
    void aFailureIsNotCached() {
        List<Mono<String>> answers = new ArrayList<>(List.of(Mono.error(new IllegalStateException("down"))));
        CacheInvalidation cache = cacheOn("n2", key -> Mono.defer(() -> answers.get(0)));
        assertThat(cache.get("apple").toFuture()).isCompletedExceptionally();
        answers.set(0, Mono.just("3"));
        assertThat(get(cache, "apple")).isEqualTo("3");
    }

    @Test
    void anInstanceThatWasCutOffForLongerThanTheNewsLastsHasNothingStale() {
        get(second, "apple");
        cluster.partition("n2");
        write(first, "apple", "4");
        cluster.advance(Duration.ofMinutes(1));
        assertThat(get(second, "apple")).isEqualTo("3");
        cluster.advance(CacheInvalidation.LIFETIME);
        cluster.heal();
        cluster.runUntilConverged();
        assertThat(drops).isEmpty();
        assertThat(get(second, "apple")).isEqualTo("4");
    }

    @Test
    void anInstanceThatWasCutOffForAMomentIsToldLater() {
        get(second, "apple");
        cluster.partition("n2");
        write(first, "apple", "4");
        cluster.advance(Duration.ofMinutes(1));
        cluster.heal();
        cluster.runUntil(() -> !drops.isEmpty());
        assertThat(get(second, "apple")).isEqualTo("4");
    }
}
