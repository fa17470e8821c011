package io.fluxgossip.examples.maelstrom;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/** Questions to peers that wait for their answers. One that was lost, or whose answer was, fails after a while. */
final class Questions {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Scheduler timers;
    private final AtomicLong lastNumber = new AtomicLong();
    private final Map<Long, Waiting> waiting = new ConcurrentHashMap<>();

    private record Waiting(String peer, MonoSink<Letter> answer) {}

    Questions(Scheduler timers) {
        this.timers = timers;
    }

    /** Sends a question, under the number that it is given, at each subscription. */
    Mono<Letter> ask(String peer, LongConsumer send) {
        return Mono.<Letter>create(answer -> {
                    long number = lastNumber.incrementAndGet();
                    waiting.put(number, new Waiting(peer, answer));
                    answer.onDispose(() -> waiting.remove(number));
                    send.accept(number);
                })
                .timeout(LIMIT, timers)
                .onErrorMap(
                        TimeoutException.class,
                        late -> new UnansweredException(peer + " did not answer within " + LIMIT));
    }

    /** An answer came; one that nobody waits for any more is dropped. */
    void answered(Letter answer) {
        Waiting question = waiting.get(answer.inReplyTo());
        if (question != null && question.peer().equals(answer.src())) {
            question.answer().success(answer);
        }
    }
}
