package io.fluxgossip;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.Hello;
import io.fluxgossip.protocol.message.MemberState;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * Two nodes that dial each other several times, and see what comes up and breaks in orders of their own, end with one.
 */
class ConnectionsTest {

    private static final int SEEDS = 2_000;

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Side lower = new Side("a");
    private final Side higher = new Side("b");

    static IntStream seeds() {
        return IntStream.range(0, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void oneIsLeftAndCountsAtBothEnds(int seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        List<Wire> wires = IntStream.range(0, 1 + chance.nextInt(4))
                .mapToObj(i -> chance.nextBoolean() ? new Wire(lower, higher) : new Wire(higher, lower))
                .toList();
        List<Runnable> toCome = new ArrayList<>();
        wires.forEach(wire -> wire.ends().forEach(end -> toCome.add(() -> end.comesUp(toCome))));
        while (!toCome.isEmpty()) {
            toCome.remove(chance.nextInt(toCome.size())).run();
        }
        List<Wire> open = wires.stream().filter(Wire::isOpen).toList();
        assertThat(open).hasSize(1);
        assertThat(lower.current()).isSameAs(open.get(0).end(lower));
        assertThat(higher.current()).isSameAs(open.get(0).end(higher));
    }

    /** As after a cut that one side has not noticed: the new one must not be closed for the sake of the old. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneThatHasBeenUpForAWhileGivesWay(boolean dialledByLower) {
        Wire old = new Wire(lower, higher);
        Wire newer = dialledByLower ? new Wire(lower, higher) : new Wire(higher, lower);
        List<Runnable> toCome = new ArrayList<>();
        old.ends().forEach(end -> end.comesUp(toCome));
        time.advanceTimeBy(Duration.ofSeconds(10));
        newer.ends().forEach(end -> end.comesUp(toCome));
        while (!toCome.isEmpty()) {
            toCome.remove(0).run();
        }
        assertThat(old.isOpen()).isFalse();
        assertThat(newer.isOpen()).isTrue();
    }

    /** A node, without what it would dial itself. */
    private final class Side {
        private final NodeId id;
        private final Engine engine;

        Side(String name) {
            id = new NodeId(name, 1);
            engine = new Engine(NodeSpec.of("test", name)
                    .timers(time)
                    .delivery(Schedulers.immediate())
                    .settings(id, new NoNetwork().maxMessageBytes()));
        }

        Transport.Connection current() {
            List<Session> sessions =
                    Objects.requireNonNull(engine.connections().all().block());
            assertThat(sessions).hasSize(1);
            return sessions.get(0).connection();
        }
    }

    /** A connection between the two. */
    private static final class Wire {
        private final End dialling;
        private final End listening;

        Wire(Side from, Side to) {
            dialling = new End(from, to.id, true);
            listening = new End(to, from.id, false);
            dialling.other = listening;
            listening.other = dialling;
        }

        List<End> ends() {
            return List.of(dialling, listening);
        }

        End end(Side side) {
            return dialling.here == side ? dialling : listening;
        }

        boolean isOpen() {
            return !dialling.isClosed() && !listening.isClosed();
        }
    }

    /** The end of one that is closed closes the other later. */
    private static final class End implements Transport.Connection {
        private final Side here;
        private final NodeId there;
        private final boolean outbound;
        private final Sinks.Empty<Void> closed = Sinks.empty();
        private boolean isClosed;
        private End other;
        private List<Runnable> toCome = new ArrayList<>();

        End(Side here, NodeId there, boolean outbound) {
            this.here = here;
            this.there = there;
            this.outbound = outbound;
            this.other = this;
        }

        /** Its consequences come later too. */
        void comesUp(List<Runnable> later) {
            toCome = later;
            here.engine.connections().connected(this);
        }

        boolean isClosed() {
            return isClosed;
        }

        private void breaks() {
            isClosed = true;
            closed.tryEmitEmpty();
        }

        @Override
        public Hello peer() {
            return new Hello("test", Hello.PROTOCOL, MemberState.of(there, "", Map.of()));
        }

        @Override
        public boolean isOutbound() {
            return outbound;
        }

        @Override
        public void close(String reason) {
            if (!isClosed) {
                breaks();
                toCome.add(other::breaks);
            }
        }

        @Override
        public void finish(String reason) {
            close(reason);
        }

        @Override
        public Mono<Void> onClose() {
            return closed.asMono();
        }

        @Override
        public void send(Message.Notice notice) {}

        @Override
        public Mono<Message.Answer> exchange(Message.Exchange exchange) {
            return Mono.never();
        }

        @Override
        public Flux<Message.Piece> pieces(Message.Request request) {
            return Flux.never();
        }
    }
}
