package io.fluxgossip.examples.cli;

import io.fluxgossip.Agreement;
import io.fluxgossip.Change;
import io.fluxgossip.Topic;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.Scope;
import io.fluxgossip.model.Version;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * A topic whose changes are told, one JSON line each.
 *
 * <p>What is written here returns when it has been told too. A subscriber may see writes that follow each other fast as
 * one; a user who types {@code put} and {@code remove} wants to read both.
 */
final class ReportedTopic {

    private static final Logger LOG = LoggerFactory.getLogger(ReportedTopic.class);

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

    /** How long a writer waits to see its write told: another node may have superseded it unseen. */
    private static final Duration TELLING_LIMIT = Duration.ofSeconds(1);

    private final Topic<String, String> topic;
    private final JsonLines events;

    /** Versions of the values told, by key. Guarded by this, as is what follows. */
    private final Map<String, Version> told = new HashMap<>();

    private Mode mode;

    private @Nullable Agreement agreement;

    /**
     * A topic that is open.
     *
     * @param mode the mode that it was opened in; every other one is told
     */
    ReportedTopic(Topic<String, String> topic, Mode mode, JsonLines events) {
        this.topic = topic;
        this.mode = mode;
        this.events = events;
    }

    String name() {
        return topic.name();
    }

    /** Begins to tell: what is there, then what changes, until the node is closed. */
    void follow() {
        topic.changes().subscribe(this::changed, this::broken);
        topic.modes().subscribe(this::switched, this::broken);
        topic.agreement().subscribe(this::agreed, this::broken);
    }

    private synchronized void changed(Change<String, String> change) {
        if (change instanceof Change.Put<String, String> put) {
            tell("put", put.key(), put.value(), put.version());
            told.put(put.key(), put.version());
        } else if (change instanceof Change.Removed<String, String> removed) {
            tell("remove", removed.key(), null, removed.version());
            told.remove(removed.key());
        }
        notifyAll();
    }

    private void tell(String kind, String key, @Nullable String value, Version version) {
        events.write(JsonLines.event("change")
                .put("topic", name())
                .put("kind", kind)
                .put("key", key)
                .put("value", value)
                .put("origin", version.origin().name())
                .put("timestamp", version.timestamp()));
    }

    private synchronized void switched(Mode to) {
        if (ModeName.of(to) != ModeName.of(mode)) {
            String name = ModeName.of(to).toString();
            events.write(JsonLines.event("mode").put("topic", name()).put("mode", name));
        }
        mode = to;
        notifyAll();
    }

    private void broken(Throwable failure) {
        LOG.error("topic {} is not reported any more", name(), failure);
    }

    private synchronized void agreed(Agreement now) {
        agreement = now;
        notifyAll();
    }

    // What a user asks for; blocks until it is done

    Version put(String key, String value) {
        Version version = done(topic.put(key, value));
        awaitTold(() -> isToldSince(key, version));
        return version;
    }

    /** Nothing is told of the removal of a key whose value was not told either. */
    Version remove(String key) {
        Version version = done(topic.remove(key));
        awaitTold(() -> !told.containsKey(key) || isToldSince(key, version));
        return version;
    }

    private boolean isToldSince(String key, Version version) {
        Version last = told.get(key);
        return last != null && last.compareTo(version) >= 0;
    }

    @Nullable
    String get(String key) {
        return topic.get(key);
    }

    /** All entries of one moment, by key. */
    SortedMap<String, String> state() {
        return new TreeMap<>(done(topic.states().next()).entries());
    }

    /** Returns the mode that was replaced. */
    Mode switchTo(Mode next, Scope scope) {
        Mode previous = done(topic.switchTo(next, scope));
        awaitTold(() -> mode.equals(next));
        return previous;
    }

    /** As last told. */
    synchronized Agreement agreement() {
        awaitTold(() -> agreement != null);
        return Objects.requireNonNull(agreement, "a topic that is followed is told who agrees");
    }

    private static <T> T done(Mono<T> answer) {
        return Objects.requireNonNull(answer.block(ANSWER_LIMIT), "a node that is closed has no answer");
    }

    private synchronized void awaitTold(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TELLING_LIMIT.toNanos();
        long left = TELLING_LIMIT.toNanos();
        try {
            while (!condition.getAsBoolean() && left > 0) {
                wait(1 + left / 1_000_000);
                left = deadline - System.nanoTime();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
