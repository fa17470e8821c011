package io.fluxgossip.examples.cli;

import io.fluxgossip.Codec;
import io.fluxgossip.Topic;
import io.fluxgossip.TopicSpec;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeClosedException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the demo does with its nodes, and what it says about it. */
final class Demo {

    static final Duration INTERVAL = Duration.ofSeconds(1);

    static final TopicSpec<String, String> FLAGS =
            TopicSpec.of("flags", Codec.utf8(), Codec.utf8()).mode(Mode.sync());

    static final TopicSpec<String, String> TELEMETRY =
            TopicSpec.of("telemetry", Codec.utf8(), Codec.utf8()).mode(Mode.async(INTERVAL));

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final int WARM_UP_WRITES = 50;
    private static final int SYNC_WRITES = 10;
    private static final int ASYNC_WRITES = 3;

    private final Fleet fleet;
    private final PrintStream out;

    Demo(Fleet fleet, PrintStream out) {
        this.fleet = fleet;
        this.out = out;
    }

    /** Starts nodes until there are so many that know each other. */
    void assemble(int size) {
        long start = System.nanoTime();
        for (int i = 0; i < size; i++) {
            fleet.startOne(LIMIT);
        }
        fleet.awaitEachOther(LIMIT);
        say(
                "%d nodes on loopback sockets, each connected to all others after %s",
                size, millis(Duration.ofNanos(System.nanoTime() - start)));
    }

    /** Every node writes what it measures, once a second, until disposed. */
    Disposable feed() {
        Map<String, Topic<String, String>> telemetry = fleet.open(TELEMETRY);
        return Flux.interval(Duration.ZERO, INTERVAL)
                .onBackpressureDrop()
                .concatMap(second -> Flux.fromIterable(telemetry.entrySet())
                        .concatMap(node -> report(node.getKey(), node.getValue())))
                .subscribe();
    }

    private static Mono<Void> report(String node, Topic<String, String> telemetry) {
        return telemetry
                .putAll(Flux.defer(
                        () -> Flux.fromIterable(Vitals.measure().entries(node).entrySet())))
                .onErrorResume(NodeClosedException.class, left -> Mono.empty());
    }

    /** Writes on the first node in both modes, and says how long the others took to see it. */
    void measure() {
        Audience flags = audience(FLAGS);
        Audience telemetry = audience(TELEMETRY);
        for (int i = 0; i < WARM_UP_WRITES; i++) {
            flags.watch("warm-up", Integer.toString(i));
        }
        say("sync : %d writes to warm up", WARM_UP_WRITES);
        measure("sync ", SYNC_WRITES, flags, "dark-mode", write -> write % 2 == 0 ? "on" : "off");
        measure("async", ASYNC_WRITES, telemetry, "node-1.uptime", write -> Long.toString(Vitals.uptimeMillis()));
    }

    private Audience audience(TopicSpec<String, String> spec) {
        Map<String, Topic<String, String>> topics = fleet.open(spec);
        Topic<String, String> writer = topics.remove(fleet.first().id().name());
        return new Audience(Objects.requireNonNull(writer, "the first node"), topics, LIMIT);
    }

    private void measure(String mode, int writes, Audience audience, String key, IntFunction<String> values) {
        List<Spread> spreads = new ArrayList<>();
        for (int write = 0; write < writes; write++) {
            String value = values.apply(write);
            Spread spread = audience.watch(key, value);
            spreads.add(spread);
            String entry = audience.writer().name() + "/" + key + "=" + value;
            say(
                    "%s: %-30s seen on all %d nodes after %s (first %s)",
                    mode, entry, fleet.size(), millis(spread.last()), millis(spread.first()));
        }
        say("%s: median of %d writes: %s", mode, writes, millis(Spread.median(spreads)));
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
    }

    void say(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
        out.flush();
    }
}
