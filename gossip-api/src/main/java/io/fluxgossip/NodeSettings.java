package io.fluxgossip;

import io.fluxgossip.model.NodeConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/**
 * The settings of one start of a {@link NodeSpec}.
 *
 * @param config with the id of this life
 * @param meterRegistry null if nobody wants to know
 * @param maxMessageBytes what the transport carries
 */
record NodeSettings(
        String cluster,
        NodeConfig config,
        Map<String, String> tags,
        Seeds seeds,
        @Nullable MeterRegistry meterRegistry,
        Scheduler timers,
        Scheduler delivery,
        RandomGenerator random,
        int maxMessageBytes) {

    NodeSettings {
        if (config.deltaBytes() > maxMessageBytes / 2) {
            throw new IllegalArgumentException("deltaBytes is " + config.deltaBytes()
                    + ", and must be at most half of what the transport carries, " + maxMessageBytes
                    + " (maxMessageBytes)");
        }
    }

    boolean hasSeeds() {
        return seeds != Seeds.NONE;
    }
}
