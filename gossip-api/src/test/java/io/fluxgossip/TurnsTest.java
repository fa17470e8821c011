package io.fluxgossip;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Hello;
import io.fluxgossip.model.Message;
import io.fluxgossip.model.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A peer that floods a node with exchanges is answered at a bounded rate, and its newest question wins. */
class TurnsTest {

    private static final NodeId FLOODER = new NodeId("flooder", 1);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Door door = new Door();
    private final GossipNode node = Objects.requireNonNull(NodeSpec.of("test", "n")
            .timers(time)
            .delivery(Schedulers.immediate())
            .start(door)
            .block(Duration.ofSeconds(30)));

    private final List<Integer> answered = new ArrayList<>();
    private final List<Integer> refused = new ArrayList<>();

    private void ask(Transport.Inbound inbound, int number) {
        inbound.exchange(new Message.Exchange(List.of()))
                .subscribe(answer -> answered.add(number), refusal -> refused.add(number));
    }

    @Test
    void aBurstIsAnsweredThenSoManyASecondTheNewestFirst() {
        Transport.Inbound flooder = door.connected();
        for (int i = 1; i <= 1_000; i++) {
            ask(flooder, i);
        }
        assertThat(answered).hasSize(Turns.BURST);
        assertThat(refused)
                .as("each gave way to the next")
                .hasSize(1_000 - Turns.BURST - 1)
                .doesNotContain(1_000);
        time.advanceTimeBy(Duration.ofMillis(10));
        assertThat(answered).hasSize(Turns.BURST + 1).endsWith(1_000);

        for (int i = 1_001; i <= 11_000; i++) {
            ask(flooder, i);
            time.advanceTimeBy(Duration.ofMillis(1));
        }
        assertThat(answered.size()).isBetween(Turns.BURST + 990, Turns.BURST + 1_002);
        assertThat(node.topic(TestNodes.SPEC).put("k", "v").block(Duration.ofSeconds(30)))
                .isNotNull();
    }

    @Test
    void whoAsksAtAnOrdinaryRateDoesNotWait() {
        Transport.Inbound peer = door.connected();
        for (int i = 1; i <= 1_000; i++) {
            ask(peer, i);
            time.advanceTimeBy(Duration.ofMillis(10));
        }
        assertThat(answered).hasSize(1_000);
        assertThat(refused).isEmpty();
    }

    /** A transport through which a test comes in. */
    private static final class Door implements Transport {
        private final NoNetwork nowhere = new NoNetwork();
        private @Nullable Host host;

        @Override
        public int maxMessageBytes() {
            return nowhere.maxMessageBytes();
        }

        @Override
        public Mono<Listener> listen(Host opened) {
            host = opened;
            return nowhere.listen(opened);
        }

        Transport.Inbound connected() {
            return Objects.requireNonNull(host).connected(new Silent());
        }
    }

    /** A connection over which nothing comes back. */
    private static final class Silent implements Transport.Connection {

        @Override
        public Hello peer() {
            return new Hello("test", Hello.PROTOCOL, FLOODER, "");
        }

        @Override
        public boolean isOutbound() {
            return false;
        }

        @Override
        public void tell(Message.Notice notice) {}

        @Override
        public Mono<Message.Answer> exchange(Message.Exchange exchange) {
            return Mono.never();
        }

        @Override
        public Flux<Message.State> state(Message.StateRequest request) {
            return Flux.never();
        }

        @Override
        public void close(String reason) {}

        @Override
        public void finish(String reason) {}

        @Override
        public Mono<Void> onClose() {
            return Mono.never();
        }
    }
}
