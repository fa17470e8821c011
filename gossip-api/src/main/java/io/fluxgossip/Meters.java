package io.fluxgossip;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.turn.Counter;
import io.fluxgossip.protocol.turn.Counters;
import io.fluxgossip.transport.Transport;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Shows what a node counts to the registry that the user gave; without one, counts for nobody. A counter of the core is
 * shown by the meter of its name.
 */
final class Meters implements Transport.Traffic {

    private final @Nullable MeterRegistry registry;
    private final Tags tags;
    private final List<Meter> registered = new CopyOnWriteArrayList<>();

    private final LongSupplier clock;
    private final RefusalLog log = new RefusalLog();
    private final LongAdder bytesSent = new LongAdder();
    private final LongAdder bytesReceived = new LongAdder();
    private final LongAdder refused = new LongAdder();

    /** Time comes in milliseconds. */
    Meters(@Nullable MeterRegistry registry, NodeId id, LongSupplier clock, Counters counters) {
        this.registry = registry;
        this.clock = clock;
        this.tags = Tags.of("node", id.name());
        for (Counter counter : Counter.values()) {
            counter(GossipMeter.valueOf(counter.name()), tags, counters, counted -> counted.get(counter));
        }
        counter(GossipMeter.BYTES_SENT, tags, bytesSent, LongAdder::sum);
        counter(GossipMeter.BYTES_RECEIVED, tags, bytesReceived, LongAdder::sum);
        counter(GossipMeter.REFUSED, tags, refused, LongAdder::sum);
    }

    void watch(Members members) {
        gauge(GossipMeter.MEMBERS, tags, members, Members::presentCount);
    }

    /** How long writes of others take to this node; null if nobody wants to know. */
    @Nullable
    Timer propagation(String topic) {
        if (registry == null) {
            return null;
        }
        Timer timer = Timer.builder(GossipMeter.PROPAGATION.meterName())
                .tags(tags.and("topic", topic))
                .publishPercentileHistogram()
                .register(registry);
        registered.add(timer);
        return timer;
    }

    void watch(LocalTopic<?, ?> topic) {
        Tags ofTopic = tags.and("topic", topic.name());
        gauge(GossipMeter.KEYS, ofTopic, topic, LocalTopic::size);
        gauge(
                GossipMeter.TOMBSTONES,
                ofTopic,
                topic,
                watched -> watched.replica().tombstones());
        gauge(GossipMeter.WINDOW, ofTopic, topic, LocalTopic::windowMillis);
        gauge(GossipMeter.DUPLICATES, ofTopic, topic, LocalTopic::duplicateShare);
        gauge(GossipMeter.UNREACHED, ofTopic, topic, LocalTopic::unreached);
        gauge(GossipMeter.SUBSCRIBERS, ofTopic, topic, LocalTopic::subscribers);
        counter(GossipMeter.CONFLATED_FOR_SUBSCRIBERS, ofTopic, topic, LocalTopic::conflated);
    }

    private <T> void counter(GossipMeter meter, Tags tagged, T source, ToDoubleFunction<T> value) {
        if (registry != null) {
            registered.add(FunctionCounter.builder(meter.meterName(), source, value)
                    .baseUnit(meter.unit())
                    .tags(tagged)
                    .register(registry));
        }
    }

    private <T> void gauge(GossipMeter meter, Tags tagged, T source, ToDoubleFunction<T> value) {
        if (registry != null) {
            registered.add(Gauge.builder(meter.meterName(), source, value)
                    .baseUnit(meter.unit())
                    .tags(tagged)
                    .register(registry));
        }
    }

    @Override
    public void sent(int bytes) {
        bytesSent.add(bytes);
    }

    @Override
    public void received(int bytes) {
        bytesReceived.add(bytes);
    }

    @Override
    public void refused(String reason) {
        refused.increment();
        log.refused(clock.getAsLong(), reason);
    }

    void close() {
        if (registry != null) {
            new ArrayList<>(registered).forEach(registry::remove);
        }
    }
}
