package io.fluxgossip.benchmarks.jmh;

import io.fluxgossip.Codec;
import io.fluxgossip.GossipNode;
import io.fluxgossip.Topic;
import io.fluxgossip.TopicSpec;
import io.fluxgossip.rsocket.RSocketGossip;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import reactor.core.Disposable;

/** A put to a topic of a real node, until each subscriber of its changes was told. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class ChangesBenchmark {

    private static final Duration START = Duration.ofSeconds(30);
    private static final TopicSpec<String, String> SPEC = TopicSpec.of("topic", Codec.utf8(), Codec.utf8());

    /** How many of them. */
    @Param({"1", "10", "100"})
    public int subscribers;

    private final AtomicLong told = new AtomicLong();
    private final List<Disposable> subscriptions = new ArrayList<>();
    private @Nullable GossipNode node;
    private @Nullable Topic<String, String> topic;
    private long awaited;

    /** Each of them is caught up. */
    @Setup
    public void start() {
        GossipNode started = RSocketGossip.node("benchmark").startNow(START);
        Topic<String, String> opened = started.topic(SPEC);
        for (int i = 0; i < subscribers; i++) {
            subscriptions.add(opened.changes().subscribe(change -> told.incrementAndGet()));
        }
        node = started;
        topic = opened;
        awaited = subscribers;
        await();
    }

    /** And all is over. */
    @TearDown
    public void stop() {
        subscriptions.forEach(Disposable::dispose);
        if (node != null) {
            node.dispose();
        }
    }

    private void await() {
        while (told.get() < awaited) {
            Thread.onSpinWait();
        }
    }

    /** A put, and all its news. */
    @Benchmark
    public void putUntilAllAreTold() {
        awaited += subscribers;
        if (topic != null) {
            topic.put("key", "value").subscribe();
        }
        await();
    }
}
