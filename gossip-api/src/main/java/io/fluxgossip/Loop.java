package io.fluxgossip;

import io.fluxgossip.model.NodeClosedException;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.OverloadedException;
import io.fluxgossip.protocol.turn.Effect;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * The one place in which a node's core is used: inputs run one after the other, and the effects of one are carried out
 * before the next begins.
 *
 * <p>Within the loop run the core, hand-overs to connections and wake-ups of subscribers; no code of the user's.
 */
final class Loop {

    /** Calls that wait for the loop, at most; only reached when many threads write faster than one can apply. */
    static final int MAX_WAITING_CALLS = 65_536;

    private static final Logger LOG = Loggers.getLogger(GossipNode.class);

    private final NodeId id;
    private final Scheduler timers;
    private final Scheduler delivery;
    private final SerialLoop loop;
    private final AtomicInteger waitingCalls = new AtomicInteger();

    /** Gone with the node, and with it whatever it was to do later. */
    private final Scheduler.Worker timer;

    private Effect.@Nullable Handler effects;

    private volatile boolean closed;

    /** Runs {@code afterwards} each time when no input is left. */
    Loop(NodeId id, Scheduler timers, Scheduler delivery, Runnable afterwards) {
        this.id = id;
        this.timers = timers;
        this.delivery = delivery;
        this.timer = timers.createWorker();
        this.loop = new SerialLoop(afterwards);
    }

    /** Once, before the first input. */
    void carryOutBy(Effect.Handler handler) {
        effects = handler;
    }

    NodeId id() {
        return id;
    }

    /** In milliseconds since the epoch. */
    long now() {
        return timers.now(TimeUnit.MILLISECONDS);
    }

    Scheduler timers() {
        return timers;
    }

    /** The scheduler on which subscribers are called. */
    Scheduler delivery() {
        return delivery;
    }

    boolean isClosed() {
        return closed;
    }

    // Inputs

    /** Runs within the loop, also when the node is closed. */
    void run(Runnable task) {
        loop.run(task);
    }

    /** Runs within the loop, unless the node is closed. */
    void submit(Runnable input) {
        loop.run(() -> {
            if (!closed) {
                input.run();
            }
        });
    }

    /** An input whose effects are carried out. */
    void input(LongFunction<List<Effect>> input) {
        submit(() -> carryOut(input.apply(now())));
    }

    /** Runs after a while, on a thread of the timers, unless the node is closed by then. */
    void later(Runnable task, long delayMillis) {
        try {
            timer.schedule(task, delayMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            LOG.trace("node {} is closing", id, closing);
        }
    }

    /** Within the loop. */
    void carryOut(List<Effect> some) {
        Effect.Handler handler = Objects.requireNonNull(effects, "effects have a handler before there are any");
        for (Effect effect : some) {
            try {
                effect.on(handler);
            } catch (Throwable fault) {
                LOG.error("{} could not carry out {}; the node goes on", id, effect, fault);
            }
        }
    }

    // Questions

    /**
     * Asks the core on behalf of a peer or of this node itself. The answer is emitted within the loop, so that no
     * subscriber can delay it: nothing of the user's may be downstream.
     */
    <T> Mono<T> internalCall(Callable<T> question) {
        return Mono.create(sink -> loop.run(() -> {
            try {
                sink.success(answer(question));
            } catch (Throwable refused) {
                sink.error(refused);
            }
        }));
    }

    /** Asks the core on behalf of the user; see {@link Call} for the thread on which the answer is emitted. */
    <T> Mono<T> call(Callable<T> question) {
        return Mono.create(sink -> {
            if (waitingCalls.incrementAndGet() > MAX_WAITING_CALLS) {
                waitingCalls.decrementAndGet();
                sink.error(new OverloadedException("more than " + MAX_WAITING_CALLS + " calls wait for node " + id
                        + "; nothing happened, try again when earlier ones have completed"));
                return;
            }
            Call<T> call = new Call<>(() -> dequeued(question), sink, delivery);
            loop.run(call);
            call.leave();
        });
    }

    private <T> T dequeued(Callable<T> question) throws Exception {
        waitingCalls.decrementAndGet();
        return answer(question);
    }

    private <T> T answer(Callable<T> question) throws Exception {
        if (closed) {
            throw new NodeClosedException(id.toString());
        }
        return question.call();
    }

    /** No input is taken any more; {@code last} runs after those that were, within the loop. */
    void close(Runnable last) {
        loop.run(() -> {
            closed = true;
            last.run();
        });
        timer.dispose();
    }
}
