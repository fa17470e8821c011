package io.fluxgossip;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/** Runs nothing by itself: the test says when the next task runs. */
final class SteppedScheduler implements Scheduler {

    private final Deque<Runnable> tasks = new ArrayDeque<>();

    @Override
    public Disposable schedule(Runnable task) {
        tasks.add(task);
        return Disposables.single();
    }

    @Override
    public Worker createWorker() {
        throw new RejectedExecutionException("no workers here");
    }

    int waiting() {
        return tasks.size();
    }

    /** Runs the oldest task; returns whether there was one. */
    boolean step() {
        Runnable task = tasks.poll();
        if (task == null) {
            return false;
        }
        task.run();
        return true;
    }

    void runAll() {
        while (step()) {
            // Each step may add others.
        }
    }
}
