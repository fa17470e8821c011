package io.fluxgossip;

import java.time.Duration;
import java.util.Objects;
import reactor.core.scheduler.Scheduler;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Nodes without a network, whose timers never fire. */
final class TestNodes {

    static final TopicSpec<String, String> SPEC = TopicSpec.of("t", Codec.utf8(), Codec.utf8());

    private TestNodes() {}

    static GossipNode start(Scheduler delivery) {
        return Objects.requireNonNull(NodeSpec.of("test", "n")
                .timers(VirtualTimeScheduler.create())
                .delivery(delivery)
                .start(new NoNetwork())
                .block(Duration.ofSeconds(30)));
    }
}
