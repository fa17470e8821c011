package io.fluxgossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A value with a time to live ends for readers and subscribers, and lives on when it is put again. */
class TimeToLiveTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final GossipNode node = Objects.requireNonNull(NodeSpec.of("test", "n")
            .timers(time)
            .delivery(Schedulers.immediate())
            .start(new NoNetwork())
            .block(LIMIT));
    private final Topic<String, String> topic = node.topic(TestNodes.SPEC);

    @Test
    void aSubscriberIsToldWhenTheTimeOfAValueIsOver() {
        topic.put("k", "v", Duration.ofSeconds(10)).block(LIMIT);
        StepVerifier.create(topic.changes())
                .expectNextMatches(change -> change instanceof Change.Put<String, String>)
                .expectNext(new Change.CaughtUp<>())
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(9)))
                .then(() -> assertThat(topic.get("k")).isEqualTo("v"))
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(2)))
                .expectNextMatches(change -> change instanceof Change.Removed<String, String> removed
                        && removed.key().equals("k")
                        && removed.previous().equals("v"))
                .then(node::dispose)
                .expectComplete()
                .verify(LIMIT);
        assertThat(topic.get("k")).isNull();
    }

    /** The subscriber takes nothing until the delete is forgotten. */
    @Test
    void aSubscriberIsToldOfADeleteThatIsForgottenBeforeItLooks() {
        topic.put("k", "v").block(LIMIT);
        StepVerifier.create(topic.changes(), 2)
                .expectNextCount(2)
                .then(() -> topic.remove("k").block(LIMIT))
                .then(() -> time.advanceTimeBy(Duration.ofHours(2)))
                .thenRequest(1)
                .expectNextMatches(change -> change instanceof Change.Removed<String, String> removed
                        && removed.previous().equals("v"))
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void aTimeToLiveIsAMillisecondOrMore() {
        assertThatThrownBy(() -> topic.put("k", "v", Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1 ms, was PT0S");
    }
}
