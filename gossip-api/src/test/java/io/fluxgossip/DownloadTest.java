package io.fluxgossip;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Digest;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.DigestResponse;
import io.fluxgossip.protocol.message.MemberState;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.PiggybackedUpdates;
import io.fluxgossip.protocol.message.Summary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A peer that does not go on with a stream as it should keeps nobody from asking again. */
class DownloadTest {

    private static final String TOPIC = TestNodes.SPEC.name();
    private static final Digest AHEAD = Digest.of(Puppet.ID, 100);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Puppet peer = new Puppet();
    private final List<Message.Request> requests = new ArrayList<>();

    static List<Function<String, Flux<Message.Piece>>> badStreams() {
        return List.of(
                topic -> Flux.never(),
                topic -> Flux.<Message.Piece>just(piece(topic)).concatWith(Flux.never()),
                topic -> Flux.<Message.Piece>just(piece("other")).concatWith(Flux.never()),
                topic -> Flux.just(piece(topic)),
                topic -> Flux.empty(),
                topic -> Flux.just(new Message.Symbols(topic, 0, List.of(), true)),
                topic -> Flux.error(new IllegalStateException("broken")));
    }

    private static Message.Piece piece(String topic) {
        return new Message.State(topic, Delta.EMPTY, Delta.EMPTY, false);
    }

    @ParameterizedTest
    @MethodSource("badStreams")
    void theTopicIsAskedForAgain(Function<String, Flux<Message.Piece>> stream) {
        PiggybackedUpdates member =
                new PiggybackedUpdates(0, 1, List.of(MemberState.of(Puppet.ID, "puppet:1", Map.of())), List.of());
        peer.answers = exchange -> Mono.just(new Message.Answer(
                exchange.requests().stream().map(DownloadTest::response).toList(), false, member));
        peer.pieces = request -> {
            requests.add(request);
            return stream.apply(request.topic());
        };
        GossipNode node = Objects.requireNonNull(NodeSpec.of("test", "n")
                .timers(time)
                .delivery(Schedulers.immediate())
                .start(peer)
                .block(Duration.ofSeconds(30)));
        node.topic(TestNodes.SPEC);
        peer.connected()
                .exchange(new Message.Exchange(List.of(), Summary.NONE, member))
                .subscribe();
        time.advanceTimeBy(Duration.ofMinutes(1));
        assertThat(requests.stream().filter(request -> request.topic().equals(TOPIC)))
                .as("again and again, a dozen times a second at most")
                .hasSizeBetween(3, 720);
    }

    /** The peer is ahead, and has more than it says. */
    private static DigestResponse response(DigestRequest request) {
        return request instanceof DigestRequest.Compare
                ? new DigestResponse.Differs(request.topic(), AHEAD, 0)
                : new DigestResponse.Lacking(request.topic(), Delta.EMPTY, true, Digest.EMPTY);
    }
}
