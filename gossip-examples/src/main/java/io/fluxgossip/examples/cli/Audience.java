package io.fluxgossip.examples.cli;

import io.fluxgossip.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * All nodes but the one that writes, watching for its writes.
 *
 * @param writer the topic on the node that writes
 * @param others the same topic on the others, by the name of the node; at least one
 * @param limit how long to wait for all of them
 */
record Audience(Topic<String, String> writer, Map<String, Topic<String, String>> others, Duration limit) {

    /**
     * Writes, and measures until a subscriber on each other node has seen it.
     *
     * @param value another one than the key has now
     * @throws CommandFailedException if someone has not seen it in time
     */
    Spread watch(String key, String value) {
        List<Onlooker> onlookers = others.entrySet().stream()
                .map(other -> new Onlooker(other.getKey(), other.getValue()))
                .toList();
        Disposable.Composite watching = Disposables.composite();
        try {
            onlookers.forEach(onlooker -> watching.add(onlooker.watchFor(key, value)));
            await(onlookers, Onlooker::ready, "what " + writer.name() + " held before");
            long written = System.nanoTime();
            writer.put(key, value).block(limit);
            await(onlookers, Onlooker::seen, writer.name() + "/" + key + "=" + value);
            return new Spread(onlookers.stream()
                    .map(onlooker -> Duration.ofNanos(onlooker.seen().join() - written))
                    .toList());
        } finally {
            watching.dispose();
        }
    }

    private void await(List<Onlooker> onlookers, Function<Onlooker, CompletableFuture<?>> sight, String what) {
        CompletableFuture<?>[] all = onlookers.stream().map(sight).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(all).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException | InterruptedException unseen) {
            String blind = onlookers.stream()
                    .filter(onlooker -> !sight.apply(onlooker).isDone())
                    .map(Onlooker::node)
                    .collect(Collectors.joining(", "));
            throw new CommandFailedException(
                    what + " was not seen within " + limit.toSeconds() + " s on " + blind, unseen);
        }
    }
}
