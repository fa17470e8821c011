package io.fluxgossip;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A peer that floods a node with exchanges is answered at a bounded rate, and its newest question wins. */
class RateLimiterTest {

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Puppet peer = new Puppet();
    private final GossipNode node = Objects.requireNonNull(NodeSpec.of("test", "n")
            .timers(time)
            .delivery(Schedulers.immediate())
            .start(peer)
            .block(Duration.ofSeconds(30)));

    private final List<Integer> answered = new ArrayList<>();
    private final List<Integer> refused = new ArrayList<>();

    private void ask(Transport.Inbound inbound, int number) {
        inbound.exchange(new Message.Exchange(List.of()))
                .subscribe(answer -> answered.add(number), refusal -> refused.add(number));
    }

    @Test
    void aBurstIsAnsweredThenSoManyASecondTheNewestFirst() {
        Transport.Inbound flooder = peer.connected();
        for (int i = 1; i <= 1_000; i++) {
            ask(flooder, i);
        }
        assertThat(answered).hasSize(RateLimiter.BURST);
        assertThat(refused)
                .as("each gave way to the next")
                .hasSize(1_000 - RateLimiter.BURST - 1)
                .doesNotContain(1_000);
        time.advanceTimeBy(Duration.ofMillis(10));
        assertThat(answered).hasSize(RateLimiter.BURST + 1).endsWith(1_000);

        for (int i = 1_001; i <= 11_000; i++) {
            ask(flooder, i);
            time.advanceTimeBy(Duration.ofMillis(1));
        }
        assertThat(answered.size()).isBetween(RateLimiter.BURST + 990, RateLimiter.BURST + 1_002);
        assertThat(node.topic(TestNodes.SPEC).put("k", "v").block(Duration.ofSeconds(30)))
                .isNotNull();
    }

    @Test
    void whoAsksAtAnOrdinaryRateDoesNotWait() {
        Transport.Inbound asking = peer.connected();
        for (int i = 1; i <= 1_000; i++) {
            ask(asking, i);
            time.advanceTimeBy(Duration.ofMillis(10));
        }
        assertThat(answered).hasSize(1_000);
        assertThat(refused).isEmpty();
    }
}
