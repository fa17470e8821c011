package io.fluxgossip;

import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/**
 * One question to the core. Its result is emitted on the thread that asked if that thread also did the work, and on the
 * delivery scheduler otherwise: never from within the loop, where the receiver could stop the protocol.
 */
final class Call<T> implements Runnable {

    private enum State {
        ASKED,
        /** The asking thread has left; whoever does the work has the result delivered. */
        LEFT,
        DONE
    }

    private final Callable<T> work;
    private final MonoSink<T> sink;
    private final Scheduler delivery;
    private final AtomicReference<State> state = new AtomicReference<>(State.ASKED);

    private @Nullable T result;
    private @Nullable Throwable failure;

    Call(Callable<T> work, MonoSink<T> sink, Scheduler delivery) {
        this.work = work;
        this.sink = sink;
        this.delivery = delivery;
    }

    /** Within the loop. */
    @Override
    public void run() {
        try {
            result = work.call();
        } catch (Throwable refused) {
            failure = refused;
        }
        if (!state.compareAndSet(State.ASKED, State.DONE)) {
            deliver();
        }
    }

    /** On the asking thread, when it is out of the loop. */
    void leave() {
        if (!state.compareAndSet(State.ASKED, State.LEFT)) {
            emit();
        }
    }

    private void deliver() {
        try {
            delivery.schedule(this::emit);
        } catch (RejectedExecutionException closed) {
            emit();
        }
    }

    private void emit() {
        if (failure != null) {
            sink.error(failure);
        } else {
            sink.success(result);
        }
    }
}
