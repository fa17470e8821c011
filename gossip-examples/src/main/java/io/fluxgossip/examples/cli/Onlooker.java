package io.fluxgossip.examples.cli;

import io.fluxgossip.Change;
import io.fluxgossip.Topic;
import java.util.concurrent.CompletableFuture;
import reactor.core.Disposable;

/** A subscriber on one node that waits for one write. */
final class Onlooker {

    private final String node;
    private final Topic<String, String> topic;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Long> seen = new CompletableFuture<>();

    Onlooker(String node, Topic<String, String> topic) {
        this.node = node;
        this.topic = topic;
    }

    String node() {
        return node;
    }

    Disposable watchFor(String key, String value) {
        return topic.changes().subscribe(change -> look(change, key, value));
    }

    private void look(Change<String, String> change, String key, String value) {
        if (change instanceof Change.CaughtUp) {
            ready.complete(null);
        } else if (change instanceof Change.Put<String, String> put
                && put.key().equals(key)
                && put.value().equals(value)) {
            seen.complete(System.nanoTime());
        }
    }

    /** Done when all that was there before has been seen. */
    CompletableFuture<Void> ready() {
        return ready;
    }

    /** Done with the {@link System#nanoTime()} of the sight. */
    CompletableFuture<Long> seen() {
        return seen;
    }
}
